namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// An operator copies a login of the same account into the store whose access token happens to be older than the one in use: it is another
/// login, and no token set that was put back.
/// </summary>
public sealed class OlderLoginTests
{
    private const string Login = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";
    private const string Copied = "canary-copied:canary-device";

    [Fact]
    public async Task It_stays_in_the_store_when_a_fleet_hears_of_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = await StartAsync(stage);
        var changed = await store.Watched;
        var reading = store.Loading = new Gate();

        changed();
        await reading.Arrived;
        reading.Open();
        await credential.DisposeAsync();

        Assert.Equal((Copied, 0), (store.Stored!.RefreshToken, store.Replacements));
    }

    [Rule("5.3")]
    [Fact]
    public async Task The_next_refresh_is_made_with_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = await StartAsync(stage);

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Contains("canary-copied", Assert.Single(stage.IdentityProvider.Requests).Authorization, StringComparison.Ordinal);
        Assert.Equal((stage.Valid, stage.Valid, Copied), (token.Token, store.Stored!.AccessToken, store.Stored.RefreshToken));
    }

    [Rule("3.4")]
    [Fact]
    public async Task When_it_is_refused_the_login_in_use_is_refreshed_and_takes_its_place()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = await StartAsync(stage);
        stage.IdentityProvider.Answer = (request, context) => request.Authorization!.Contains("canary-copied", StringComparison.Ordinal)
            ? AuthenticationStage.RejectAsync(context, 401)
            : stage.IssueAsync(context);

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal((stage.Valid, 2), (token.Token, stage.ProviderCalls));
        Assert.Equal((stage.Valid, Login), (store.Stored!.AccessToken, store.Stored.RefreshToken));
    }

    /// <summary>A credential whose token is ten minutes younger than the login that is stored then.</summary>
    private static async Task<(SharedStore Store, BrevCredential Credential)> StartAsync(AuthenticationStage stage)
    {
        var copied = new BrevStoredCredential { AccessToken = stage.NewToken(), RefreshToken = Copied };
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.NewToken(), RefreshToken = Login });
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        store.Stored = copied;
        return (store, credential);
    }
}
