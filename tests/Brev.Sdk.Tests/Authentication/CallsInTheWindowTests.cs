namespace Brev.Sdk.Tests.Authentication;

/// <summary>What calls in the window cost when there is nothing to be had: the store is not read for each of them.</summary>
public sealed class CallsInTheWindowTests
{
    private const string Login = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    [Rule("3.3")]
    [Fact]
    public async Task While_attempts_pause_after_a_failure_calls_in_the_window_do_not_read_the_store()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 503);
        var (store, credential) = await CreateInWindowAsync(stage, Login);
        await credential.GetTokenAsync();
        await stage.SettleAsync();
        var before = store.Loads;

        await CallAsync(stage, credential, times: 10);

        Assert.Equal(before, store.Loads);
    }

    [Fact]
    public async Task For_a_token_that_cannot_be_refreshed_calls_in_the_window_read_the_store_at_most_once_in_ten_seconds()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = await CreateInWindowAsync(stage, refreshToken: null);
        await credential.GetTokenAsync();
        await stage.SettleAsync();
        var before = store.Loads;

        await CallAsync(stage, credential, times: 10);
        Assert.Equal(before, store.Loads);

        stage.Clock.Advance(TimeSpan.FromSeconds(10));
        await CallAsync(stage, credential, times: 10);
        Assert.Equal(before + 1, store.Loads);
    }

    [Fact]
    public async Task A_notice_of_the_store_just_before_the_window_does_not_put_the_refresh_off()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = Login });
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        stage.Clock.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromSeconds(2));
        var loading = store.Loading = new Gate();
        changed();
        await loading.Arrived;
        loading.Open();
        await stage.SettleAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(3));

        await credential.GetTokenAsync();
        await stage.SettleAsync();

        Assert.Equal(1, stage.ProviderCalls);
    }

    private static async Task<(SharedStore Store, BrevCredential Credential)> CreateInWindowAsync(
        AuthenticationStage stage, string? refreshToken)
    {
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = refreshToken });
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        return (store, credential);
    }

    private static async Task CallAsync(AuthenticationStage stage, BrevCredential credential, int times)
    {
        for (var call = 0; call < times; call++)
        {
            await credential.GetTokenAsync();
            await stage.SettleAsync();
        }
    }
}
