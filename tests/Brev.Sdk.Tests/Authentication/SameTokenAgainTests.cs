namespace Brev.Sdk.Tests.Authentication;

/// <summary>An identity provider that hands out the very token that the server rejects.</summary>
public sealed class SameTokenAgainTests
{
    [Fact]
    public async Task A_crowd_of_401s_asks_it_once_and_later_ones_ever_more_rarely()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        stage.IdentityProvider.Answer =
            (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.FirstToken}}"}""");
        var client = stage.CreateClient(stage.CreateCredential());

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => FailAsync(client)));
        Assert.Equal((1, 500), (stage.ProviderCalls, stage.Api.Requests.Count));
        for (var second = 0; second < 300; second++)
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
            await FailAsync(client);
        }

        Assert.InRange(stage.ProviderCalls, 2, 10);
        Assert.Equal(800, stage.Api.Requests.Count);
    }

    [Fact]
    public async Task Another_token_that_comes_at_last_is_sent_and_makes_the_next_rejection_ask_at_once()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        var answers = new Queue<Func<string>>([() => stage.FirstToken, stage.NewToken, stage.NewToken]);
        stage.IdentityProvider.Answer = (_, context) =>
        {
            stage.Valid = answers.Dequeue()();
            return AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.Valid}}"}""");
        };
        var client = stage.CreateClient(stage.CreateCredential());
        await FailAsync(client);
        stage.Valid = "revoked";
        stage.Clock.Advance(TimeSpan.FromSeconds(10));
        await client.ListOrganizationsAsync();
        stage.Valid = "revoked again";
        stage.Clock.Advance(TimeSpan.FromSeconds(1));

        await client.ListOrganizationsAsync();

        Assert.Equal(3, stage.ProviderCalls);
    }

    [Fact]
    public async Task Another_token_that_comes_at_last_makes_the_pause_after_the_same_one_a_short_one_again()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var second = stage.NewToken();
        var answers = new Queue<string>([stage.FirstToken, second, second, stage.NewToken()]);
        stage.IdentityProvider.Answer = (_, context) =>
        {
            stage.Valid = answers.Dequeue();
            return AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.Valid}}"}""");
        };
        var client = stage.CreateClient(stage.CreateCredential());
        stage.Valid = "revoked";
        await FailAsync(client);
        stage.Valid = "revoked";
        stage.Clock.Advance(TimeSpan.FromSeconds(7));
        await client.ListOrganizationsAsync();
        stage.Valid = "revoked again";
        await FailAsync(client);
        stage.Valid = "revoked again";
        stage.Clock.Advance(TimeSpan.FromSeconds(7));

        await client.ListOrganizationsAsync();

        Assert.Equal(4, stage.ProviderCalls);
    }

    [Fact]
    public async Task Who_asks_for_another_token_by_itself_gets_the_same_one_without_a_second_call()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer =
            (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.FirstToken}}"}""");
        var credential = stage.CreateCredential();

        Assert.Equal(stage.FirstToken, (await credential.GetTokenAsync(forceRefresh: true)).Token);
        Assert.Equal(stage.FirstToken, (await credential.GetTokenAsync(forceRefresh: true)).Token);

        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task In_the_window_it_changes_nothing_about_the_end_of_the_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer =
            (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.FirstToken}}"}""");
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(55.1));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);
        stage.Clock.Advance(TimeSpan.FromMinutes(4.5));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(2);
        stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);

        stage.Clock.Advance(TimeSpan.FromMinutes(0.5));

        var token = await credential.GetTokenAsync();
        Assert.NotEqual(stage.FirstToken, token.Token);
        Assert.Equal(stage.Valid, token.Token);
    }

    private static async Task FailAsync(BrevClient client)
    {
        var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        Assert.Equal(401, (int)exception.StatusCode!);
    }
}
