namespace Brev.Sdk.Tests.Authentication;

/// <summary>A lock can be lost while its owner asks the provider: the save replaces only what was read under the lock.</summary>
public sealed class FencedSaveTests
{
    private const string Login = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    [Rule("5.3")]
    [Fact]
    public async Task A_newer_token_that_was_stored_meanwhile_is_used_and_not_overwritten()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        var newer = new BrevStoredCredential { AccessToken = TokenIssuedIn(stage, TimeSpan.FromSeconds(5)), RefreshToken = Login };
        store.BeforeReplace = _ => store.Stored = newer;

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(newer.AccessToken, token.Token);
        Assert.Equal(newer, store.Stored);
    }

    [Fact]
    public async Task An_older_token_that_came_back_meanwhile_is_replaced_by_the_one_that_was_bought()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        var older = new BrevStoredCredential { AccessToken = TokenIssuedIn(stage, TimeSpan.FromHours(-1)), RefreshToken = Login };
        store.BeforeReplace = attempt => store.Stored = attempt == 1 ? older : store.Stored;

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(stage.Valid, store.Stored!.AccessToken);
    }

    [Fact]
    public async Task The_token_of_another_account_that_was_stored_meanwhile_is_neither_used_nor_overwritten()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        var other = new BrevStoredCredential
        {
            AccessToken = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow() + stage.Lifetime, subject: "another-account"),
            RefreshToken = "canary-other:canary-device",
        };
        store.BeforeReplace = _ => store.Stored = other;

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(other, store.Stored);
    }

    [Fact]
    public async Task A_save_that_is_tried_again_later_does_not_overwrite_what_another_process_stores_at_that_moment()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        store.BeforeReplace = _ => throw new IOException("The store is full.");
        await credential.GetTokenAsync(forceRefresh: true);
        await stage.Log.ReachAsync(1, 20);
        var newer = new BrevStoredCredential { AccessToken = TokenIssuedIn(stage, TimeSpan.FromSeconds(5)), RefreshToken = Login };
        store.BeforeReplace = _ => store.Stored = newer;

        await credential.DisposeAsync();

        Assert.Equal(newer, store.Stored);
    }

    private static (SharedStore Store, BrevCredential Credential) Create(AuthenticationStage stage)
    {
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = Login });
        return (store, stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions())));
    }

    private static string TokenIssuedIn(AuthenticationStage stage, TimeSpan time) =>
        TestToken.Create(stage.Clock.GetUtcNow() + time, stage.Clock.GetUtcNow() + time + stage.Lifetime);
}
