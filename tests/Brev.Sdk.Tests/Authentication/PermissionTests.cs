using System.Net;
using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A 403 that survives a refresh is about permissions and costs no further one. Somebody else's new login may have them.</summary>
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
        var denied = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        Assert.Equal(
            status == 401,
            denied.Message.Contains($"not expired yet and the login from {File} cannot be refreshed", StringComparison.Ordinal));
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

    [Rule("4.2")]
    [Fact]
    public async Task A_401_on_a_token_that_a_403_has_brought_is_refreshed()
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);
        var brought = await credential.ReplaceDeniedAsync(await credential.GetTokenAsync(), HttpStatusCode.Forbidden, default);

        var next = await credential.ReplaceDeniedAsync(brought!, HttpStatusCode.Unauthorized, default);

        Assert.Equal(stage.Valid, next?.Token);
        Assert.Equal(2, stage.ProviderCalls);
    }

    [Rule("4.3")]
    [Fact]
    public async Task A_403_that_has_survived_a_refresh_reads_the_store_no_more_until_the_token_changes()
    {
        await using var stage = await StartAsync();
        Accept(stage, "nothing ever", 403);
        var credential = Create(stage);
        var client = stage.CreateClient(credential);
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        CredentialsFile.Write(File, stage.NewToken(), RefreshToken);

        for (var call = 0; call < 20; call++)
        {
            await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        }

        await stage.SettleAsync();
        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal(0, stage.Log.Count(2));
    }

    [Fact]
    public async Task A_token_that_was_adopted_for_a_403_is_refreshed_at_the_next_one()
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
    public async Task Two_programs_that_share_a_file_and_get_403s_do_not_refresh_for_ever_what_the_other_one_has_refreshed()
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

    [Fact]
    public async Task Inside_the_window_403s_do_not_put_off_the_refresh()
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);
        var token = (await credential.ReplaceDeniedAsync(await credential.GetTokenAsync(), HttpStatusCode.Forbidden, default))!;
        await stage.RefreshesAsync(1);
        stage.Clock.Advance(TimeSpan.FromMinutes(56));

        Assert.Null(await credential.ReplaceDeniedAsync(token, HttpStatusCode.Forbidden, default));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(2);

        Assert.Equal((stage.Valid, 2), ((await credential.GetTokenAsync()).Token, stage.ProviderCalls));
    }

    [Fact]
    public async Task A_token_that_the_provider_hands_out_again_is_not_refreshed_again_for_a_403()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer =
            (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.FirstToken}}"}""");
        var credential = stage.CreateCredential();
        var token = await credential.GetTokenAsync();
        Assert.Null(await credential.ReplaceDeniedAsync(token, HttpStatusCode.Forbidden, default));
        await stage.RefreshesAsync(1);
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        token = await credential.GetTokenAsync();
        await stage.RefreshesAsync(2);

        Assert.Null(await credential.ReplaceDeniedAsync(token, HttpStatusCode.Forbidden, default));

        Assert.Equal(2, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_look_for_a_403_goes_back_to_no_login_that_was_replaced_seconds_ago()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        var first = provider.New();
        CredentialsFile.Write(File, first, "one-use-0");
        var credential = Create(stage);
        var token = await credential.GetTokenAsync();
        foreach (var status in new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden })
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(10));
            token = (await credential.ReplaceDeniedAsync(token, status, default))!;
        }

        await using (await new CredentialsFileStore(File).LockAsync(default))
        {
            CredentialsFile.Write(File, first, "one-use-0");
        }

        Assert.Null(await credential.ReplaceDeniedAsync(token, HttpStatusCode.Forbidden, default));
        Assert.Equal(token.Token, (await credential.GetTokenAsync()).Token);
    }

    [Fact]
    public async Task A_403_that_was_answered_by_what_a_look_found_does_not_count_for_a_later_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        var first = await credential.GetTokenAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);
        stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);
        var gate = store.Loading = new Gate();
        stage.Clock.Advance(TimeSpan.FromSeconds(10));
        await credential.GetTokenAsync();
        await gate.Arrived;
        var replacing = credential.ReplaceDeniedAsync(first, HttpStatusCode.Forbidden, default).AsTask();
        store.Stored = new() { AccessToken = stage.NewToken(), RefreshToken = $"another:{AuthenticationStage.DeviceId}" };
        store.Loading = null;
        gate.Open();
        Assert.Equal(store.Stored.AccessToken, (await replacing.WaitAsync(AuthenticationStage.Patience))!.Token);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var third = await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(2));

        var fourth = await credential.ReplaceDeniedAsync(third, HttpStatusCode.Forbidden, default);

        Assert.Equal((stage.Valid, 3), (fourth?.Token, stage.ProviderCalls));
    }

    private static void Accept(AuthenticationStage stage, string token, int otherwise)
    {
        stage.Valid = token;
        stage.Api.Answer = (request, context) => request.Authorization == "Bearer " + token
            ? AuthenticationStage.SucceedAsync(context)
            : AuthenticationStage.RejectAsync(context, otherwise);
    }
}
