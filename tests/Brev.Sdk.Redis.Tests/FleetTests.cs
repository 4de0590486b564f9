using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>Instances of a fleet, each with a connection of its own, share one login.</summary>
public sealed class FleetTests
{
    [RedisFact]
    public async Task When_one_instance_has_refreshed_the_others_adopt_its_token_without_asking_the_provider()
    {
        await using var stage = await RedisStage.StartAsync();
        var (one, other) = await StartAsync(stage);

        var token = await one.GetTokenAsync(forceRefresh: true);
        await stage.Brev.RefreshesAsync(1, 2);

        Assert.Equal(token.Token, (await other.GetTokenAsync()).Token);
        Assert.Equal(1, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task Twenty_instances_that_meet_the_end_of_their_token_at_the_same_moment_ask_the_provider_once()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var fleet = Enumerable.Range(0, 20).Select(_ => stage.Instance().Credential).ToArray();
        await Task.WhenAll(fleet.Select(credential => credential.GetTokenAsync().AsTask()));
        stage.Brev.Clock.Advance(TimeSpan.FromHours(1));

        var tokens = await Task.WhenAll(fleet.Select(credential => credential.GetTokenAsync().AsTask())).WaitAsync(
            AuthenticationStage.Patience);

        Assert.Equal([stage.Brev.Valid], tokens.Select(token => token.Token).Distinct());
        Assert.Equal(1, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task An_instance_whose_channel_is_in_order_subscribes_once_and_asks_nothing()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        await stage.Instance().Credential.GetTokenAsync();
        await stage.Brev.Log.ReachAsync(1, 63);
        var before = await stage.Server.CountCommandsAsync("subscribe", "hget", "hmget");
        var database = (await stage.Server.OperateAsync()).GetDatabase();

        for (var look = 0; look < 20; look++)
        {
            stage.Brev.Clock.Advance(TimeSpan.FromSeconds(30));
            await database.PingAsync();
        }

        Assert.Equal(before, await stage.Server.CountCommandsAsync("subscribe", "hget", "hmget"));
    }

    [RedisFact]
    public async Task Where_changes_cannot_be_announced_an_instance_asks_for_them()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (_, credential) = stage.Instance(options => options.ConnectionString += ",$SUBSCRIBE=");
        await credential.GetTokenAsync();
        await stage.Brev.Log.ReachAsync(1, 62);
        await stage.Store().SaveAsync(stage.Login with { AccessToken = Newer(stage) }, default);

        // The timer of the poll begins before the event, and a notice comes at most a second after the poll.
        stage.Brev.Clock.Advance(TimeSpan.FromSeconds(30));
        await stage.Brev.RefreshesAsync(1, 2);

        Assert.Equal(0, stage.Brev.ProviderCalls);
    }

    /// <summary>A health check, or a page for operators, reads through the same store.</summary>
    [RedisFact]
    public async Task What_others_read_through_the_store_does_not_keep_its_instance_from_noticing_a_change()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (store, credential) = stage.Instance(options => options.ConnectionString += ",$SUBSCRIBE=");
        await credential.GetTokenAsync();
        await stage.Brev.Log.ReachAsync(1, 62);
        await stage.Store().SaveAsync(stage.Login with { AccessToken = Newer(stage) }, default);
        _ = await store.LoadAsync(default);

        stage.Brev.Clock.Advance(TimeSpan.FromSeconds(30));
        await stage.Brev.RefreshesAsync(1, 2);

        Assert.Equal(0, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task Changes_are_announced_again_after_the_server_has_been_restarted()
    {
        await using var stage = await RedisStage.StartAsync();
        var (one, other) = await StartAsync(stage);
        await stage.Server.StopAsync();
        await stage.Server.StartAgainAsync();

        await RefreshAsync(one);

        // The library connects again by itself, and whatever was announced before that is asked for then.
        await stage.Brev.Log.ReachAsync(1, 2);
        Assert.Equal(stage.Brev.Valid, (await other.GetTokenAsync()).Token);
        Assert.Equal(1, stage.Brev.ProviderCalls);

        static Task RefreshAsync(BrevCredential credential) => RedisWait.UntilAsync(async () =>
        {
            try
            {
                await credential.GetTokenAsync(forceRefresh: true);
                return true;
            }
            catch (BrevConnectionException)
            {
                // Not connected again yet.
                return false;
            }
        });
    }

    [RedisFact]
    public async Task An_instance_stores_its_login_again_when_the_server_comes_back_without_it_and_one_that_starts_then_has_it()
    {
        await using var stage = await RedisStage.StartAsync();
        var (one, _) = await StartAsync(stage);
        var key = stage.Store().Key;
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.ExecuteAsync("COPY", key, key + ":before");
        stage.Brev.Clock.Advance(TimeSpan.FromMinutes(1));
        var newest = await one.GetTokenAsync(forceRefresh: true);
        await stage.Brev.RefreshesAsync(1, 2);
        await database.KeyRenameAsync(key + ":before", key);

        await stage.Server.StopAsync();
        await stage.Server.StartAgainAsync();
        await stage.Brev.Clock.AdvanceUntilAsync(stage.Brev.Log.ReachAsync(1, 69), database);

        Assert.Equal(newest.Token, (await stage.Instance().Credential.GetTokenAsync()).Token);
        Assert.Equal(1, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task An_instance_that_has_refreshed_does_not_read_its_own_login_back()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(stage.Server.ConnectionString);
        var (_, credential) = stage.Instance(options => (options.ConnectionString, options.ConnectionMultiplexer) = (null, connection));
        await credential.GetTokenAsync();
        await stage.Brev.Log.ReachAsync(1, 63);

        await credential.GetTokenAsync(forceRefresh: true);
        await connection.GetSubscriber().PingAsync();
        await stage.Brev.SettleAsync();
        await stage.Store().SaveAsync(stage.Login with { AccessToken = Newer(stage) }, default);
        await stage.Brev.Clock.AdvanceUntilAsync(
            stage.Brev.Log.ReachAsync(1, 2), (await stage.Server.OperateAsync()).GetDatabase());

        // The first reading, that of the watch, those of the refresh without and under the lock, and that of the login stored at the end.
        Assert.Equal(5, await stage.Server.CountCommandsAsync("hmget"));
    }

    [RedisFact]
    public async Task A_login_that_is_stored_through_the_store_of_an_instance_is_adopted_by_it()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (store, credential) = stage.Instance();
        await credential.GetTokenAsync();
        await stage.Brev.Log.ReachAsync(1, 63);
        var newer = Newer(stage);

        await store.SaveAsync(stage.Login with { AccessToken = newer }, default);
        await stage.Brev.RefreshesAsync(1, 2);

        Assert.Equal(newer, (await credential.GetTokenAsync()).Token);
    }

    [RedisFact]
    public async Task Two_credentials_of_one_store_hear_of_each_others_refresh()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (store, one) = stage.Instance();
        var other = stage.Brev.Own(BrevCredential.FromStore(store, stage.Brev.CredentialOptions()));
        await one.GetTokenAsync();
        await other.GetTokenAsync();
        await stage.Brev.Log.ReachAsync(2, 63);

        var token = await one.GetTokenAsync(forceRefresh: true);
        await stage.Brev.RefreshesAsync(1, 2);

        Assert.Equal((token.Token, 1), ((await other.GetTokenAsync()).Token, stage.Brev.ProviderCalls));
    }

    /// <summary>The right to read is taken away for as long as the first reading of the notice takes.</summary>
    [RedisFact]
    public async Task A_change_whose_reading_fails_is_adopted_without_another_notice()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "on", ">canary", "~*", "&*", "+@all");
        var (_, credential) = stage.Instance(options => options.ConnectionString += ",user=brev,password=canary");
        await credential.GetTokenAsync();
        await stage.Brev.Log.ReachAsync(1, 63);
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "-hmget");

        var newer = Newer(stage);
        await stage.Store().SaveAsync(stage.Login with { AccessToken = newer }, default);
        await RedisWait.UntilAsync(async () => ((RedisResult[])(await database.ExecuteAsync("ACL", "LOG"))!).Length > 0);
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "+hmget");
        await stage.Brev.Clock.AdvanceUntilAsync(stage.Brev.Log.ReachAsync(1, 2), database);

        Assert.Equal((newer, 0), ((await credential.GetTokenAsync()).Token, stage.Brev.ProviderCalls));
    }

    [RedisFact]
    public async Task A_login_that_an_operator_stores_is_adopted_by_the_fleet()
    {
        await using var stage = await RedisStage.StartAsync();
        var (_, other) = await StartAsync(stage);
        var login = new BrevLoginOptions { Store = stage.Store(), AskBrev = false, Credential = stage.Brev.CredentialOptions() };
        var newer = Newer(stage);

        var account = await BrevLogin.SignInWithTokenAsync(newer, login);
        await stage.Brev.RefreshesAsync(1, 2);

        Assert.Equal(newer, (await other.GetTokenAsync()).Token);
        Assert.Equal(login.Store.Description, account.CredentialsPath);
    }

    [RedisFact]
    public async Task After_an_operator_has_signed_out_no_instance_goes_on_beyond_its_token()
    {
        await using var stage = await RedisStage.StartAsync();
        var (one, _) = await StartAsync(stage);
        await BrevLogin.SignOutAsync(new BrevLoginOptions { Store = stage.Store() });
        Assert.Equal(stage.Brev.FirstToken, (await one.GetTokenAsync()).Token);

        stage.Brev.Clock.Advance(TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await one.GetTokenAsync());
        Assert.Equal(0, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task Ten_thousand_calls_with_a_token_at_hand_ask_the_server_nothing()
    {
        await using var stage = await RedisStage.StartAsync();
        var (one, _) = await StartAsync(stage);
        var before = await stage.Server.CountCommandsAsync();

        for (var call = 0; call < 10_000; call++)
        {
            await one.GetTokenAsync();
        }

        Assert.Equal(before, await stage.Server.CountCommandsAsync());
    }

    /// <summary>Two instances that have loaded the login and hear of changes.</summary>
    private static async Task<(BrevCredential One, BrevCredential Other)> StartAsync(RedisStage stage)
    {
        await stage.Store().SaveAsync(stage.Login, default);
        var (one, other) = (stage.Instance().Credential, stage.Instance().Credential);
        await one.GetTokenAsync();
        await other.GetTokenAsync();
        await stage.Brev.Log.ReachAsync(2, 63);
        return (one, other);
    }

    private static string Newer(RedisStage stage)
    {
        var now = stage.Brev.Clock.GetUtcNow();
        return TestToken.Create(now.AddSeconds(5), now.AddHours(1).AddSeconds(5));
    }
}
