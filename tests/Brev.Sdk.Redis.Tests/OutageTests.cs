using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Redis.Tests;

/// <summary>A server that is gone costs no call while the token is good, and says what to do when it is not.</summary>
public sealed class OutageTests
{
    [RedisFact]
    public async Task While_the_server_is_stopped_for_the_whole_window_no_call_fails_and_afterwards_one_refresh_is_enough()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (_, credential) = stage.Instance();
        var client = stage.Brev.CreateClient(credential);
        await client.ListOrganizationsAsync();
        await stage.Server.StopAsync();

        // From eight minutes before the end to half a minute before it; the window begins five minutes before it.
        stage.Brev.Clock.Advance(TimeSpan.FromMinutes(52));
        for (var call = 0; call < 15; call++)
        {
            await client.ListOrganizationsAsync();
            stage.Brev.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(0, stage.Brev.ProviderCalls);
        await stage.Brev.SettleAsync();
        await stage.Server.StartAgainAsync();
        stage.Brev.Clock.Advance(TimeSpan.FromSeconds(40));
        await CallUntilConnectedAsync(client, stage);
        Assert.Equal(1, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task While_the_server_stands_still_no_call_fails_until_the_token_ends_and_then_the_error_says_that_it_was_too_slow()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (_, credential) = stage.Instance();
        var client = stage.Brev.CreateClient(credential);
        await client.ListOrganizationsAsync();
        await stage.Server.StandStillAsync();
        stage.Brev.Clock.Advance(TimeSpan.FromMinutes(57));
        await client.ListOrganizationsAsync();
        await stage.Brev.SettleAsync();

        stage.Brev.Clock.Advance(TimeSpan.FromMinutes(4));
        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => client.ListOrganizationsAsync());

        Assert.Contains("did not answer in time", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, stage.Brev.ProviderCalls);
        await stage.Server.GoOnAsync();
        await CallUntilConnectedAsync(client, stage);
        Assert.Equal(1, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task While_the_server_is_stopped_a_call_that_asks_where_the_login_is_kept_goes_by_the_token_at_hand()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (_, credential) = stage.Instance();
        var client = stage.Brev.CreateClient(credential);
        stage.Brev.Api.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, """[{"id":"org-1","name":"one"}]""");
        await credential.GetTokenAsync();
        await stage.Server.StopAsync();

        Assert.Equal("org-1", (await client.GetActiveOrganizationAsync()).Id);
    }

    [RedisFact]
    public async Task After_the_end_of_the_token_the_error_says_that_the_server_cannot_be_reached_and_what_to_look_at()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (_, credential) = stage.Instance();
        await credential.GetTokenAsync();
        await stage.Server.StopAsync();
        stage.Brev.Clock.Advance(TimeSpan.FromHours(1));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());

        Assert.Contains($"Redis 127.0.0.1:{stage.Server.Port}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("reading the login", exception.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task An_answer_of_the_provider_that_the_server_could_not_take_is_used_and_stored_when_it_is_back()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (store, credential) = stage.Instance();
        await credential.GetTokenAsync();
        stage.Brev.IdentityProvider.Answer = async (_, context) =>
        {
            await stage.Server.StopAsync();
            await stage.Brev.IssueAsync(context);
        };

        var token = await credential.GetTokenAsync(forceRefresh: true);
        Assert.Equal(stage.Brev.Valid, token.Token);
        await stage.Server.StartAgainAsync();
        await credential.DisposeAsync();

        Assert.Equal(stage.Brev.Valid, (await store.LoadAsync(default))!.AccessToken);
    }

    /// <summary>Away for longer than a lock lives, so that the lock is no obstacle for the other instance.</summary>
    [RedisFact]
    public async Task What_an_instance_was_given_while_the_server_was_away_is_stored_before_another_one_presents_what_is_used_up()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        var (store, one) = stage.Instance();
        await one.GetTokenAsync();
        stage.Brev.IdentityProvider.Answer = async (_, context) =>
        {
            stage.Brev.IdentityProvider.Answer = (_, later) => stage.Brev.IssueAsync(later);
            await stage.Server.StopAsync();
            await stage.Brev.IssueAsync(context);
        };
        await one.GetTokenAsync(forceRefresh: true);
        await stage.Server.StartAgainAsync();
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        var key = store.Key.Replace(":login", ":lock", StringComparison.Ordinal);
        await database.KeyDeleteAsync(key);
        var (_, other) = stage.Instance();
        await other.GetTokenAsync();

        var refreshing = other.GetTokenAsync(forceRefresh: true).AsTask();

        // Until it has the lock, and would ask the provider if nothing else kept it.
        await RedisWait.UntilAsync(async () => refreshing.IsCompleted || await database.KeyExistsAsync(key));
        await ConnectAsync(store);
        stage.Brev.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.Brev.Log.ReachAsync(1, 69);
        await stage.Brev.Clock.AdvanceUntilAsync(refreshing, database);

        Assert.Equal(stage.Brev.Valid, (await refreshing).Token);
        Assert.Equal(1, stage.Brev.ProviderCalls);
    }

    /// <summary>No time passes for the attempts in the background.</summary>
    [RedisFact]
    public async Task What_could_not_be_stored_is_tried_once_more_when_the_store_is_disposed()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await stage.Server.StopAsync();
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await store.ReplaceAsync(newer, stage.Login, default));
        await stage.Server.StartAgainAsync();

        await store.DisposeAsync();

        Assert.Equal((newer, 0), (await stage.Store().LoadAsync(default), stage.Brev.Log.Count(71)));
    }

    [RedisFact]
    public async Task What_could_not_be_stored_when_the_store_is_disposed_is_told()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        await stage.Server.StopAsync();
        await Assert.ThrowsAsync<BrevConnectionException>(async () =>
            await store.ReplaceAsync(stage.Login with { AccessToken = "canary-newer" }, stage.Login, default));

        await store.DisposeAsync();

        Assert.Equal(1, stage.Brev.Log.Count(71));
    }

    private static Task ConnectAsync(BrevRedisCredentialStore store) => RedisWait.UntilAsync(async () =>
    {
        try
        {
            _ = await store.ReadFingerprintAsync(default);
            return true;
        }
        catch (BrevConnectionException)
        {
            // Not connected again yet.
            return false;
        }
    });

    private static async Task CallUntilConnectedAsync(BrevClient client, RedisStage stage)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await client.ListOrganizationsAsync();
                return;
            }
            catch (BrevConnectionException) when (attempt < 20)
            {
                // The library connects again in its own time; the SDK asks again when its back-off is over.
                stage.Brev.Clock.Advance(TimeSpan.FromSeconds(10));
            }
        }
    }
}
