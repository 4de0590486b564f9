namespace Brev.Sdk.Tests.Authentication;

/// <summary>A 403 that survives a renewal is about permissions and costs no further one. Somebody else's new login may have them.</summary>
public sealed class PermissionTests : SharedFileCase
{
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task After_the_provider_has_rejected_the_login_a_new_one_in_the_file_serves_the_next_call(int status)
    {
        await using var stage = await StartAsync();
        Accept(stage, "nothing yet", status);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var client = stage.CreateClient(Create(stage));
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        stage.Clock.Advance(TimeSpan.FromMinutes(1));

        Accept(stage, stage.NewToken(), status);
        CredentialsFile.Write(File, stage.Valid, "another-key:another-device");
        await client.ListOrganizationsAsync();

        Assert.Equal(1, stage.ProviderCalls);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task An_API_key_that_is_replaced_in_the_file_serves_the_next_call(int status)
    {
        await using var stage = await StartAsync(file => file["api_key"] = "bak-one");
        Accept(stage, "bak-two", status);
        var client = stage.CreateClient(Create(stage));
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        CredentialsFile.Write(File, "", "", file => file["api_key"] = "bak-two");
        await client.ListOrganizationsAsync();

        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task After_a_renewal_for_a_403_the_next_one_adopts_what_another_process_has_stored_since()
    {
        await using var stage = await StartAsync();
        Accept(stage, "nothing yet", 403);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.NewToken()}}"}""");
        var client = stage.CreateClient(Create(stage));
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        stage.Clock.Advance(TimeSpan.FromMinutes(1));

        Accept(stage, stage.NewToken(), 403);
        CredentialsFile.Write(File, stage.Valid, RefreshToken);
        await client.ListOrganizationsAsync();

        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_token_that_was_adopted_for_a_403_is_renewed_at_the_next_one()
    {
        await using var stage = await StartAsync();
        var client = stage.CreateClient(Create(stage));
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        var adopted = stage.NewToken();
        CredentialsFile.Write(File, adopted, RefreshToken);
        Accept(stage, "nothing yet", 403);
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        Assert.Equal(("Bearer " + adopted, 0), (stage.Api.Requests[^1].Authorization, stage.ProviderCalls));
        stage.IdentityProvider.Answer = (_, context) =>
        {
            Accept(stage, stage.NewToken(), 403);
            return AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.Valid}}"}""");
        };

        await client.ListOrganizationsAsync();

        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task Two_programs_that_share_a_file_and_get_403s_do_not_renew_for_ever_what_the_other_one_has_renewed()
    {
        await using var stage = await StartAsync();
        Accept(stage, "nothing ever", 403);
        var clients = new[] { stage.CreateClient(Create(stage)), stage.CreateClient(Create(stage)) };

        for (var second = 0; second < 300; second++)
        {
            foreach (var client in clients)
            {
                await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
            }

            stage.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(stage.ProviderCalls, 1, clients.Length);
    }

    private static void Accept(AuthenticationStage stage, string token, int otherwise)
    {
        stage.Valid = token;
        stage.Api.Answer = (request, context) => request.Authorization == "Bearer " + token ? AuthenticationStage.SucceedAsync(context) : AuthenticationStage.RejectAsync(context, otherwise);
    }
}
