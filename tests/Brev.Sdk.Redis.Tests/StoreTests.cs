using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Brev.Sdk.Redis.Tests;

/// <summary>What the store keeps, in a real server.</summary>
public sealed class StoreTests
{
    private static readonly BrevStoredCredential Whole = new()
    {
        AccessToken = "canary-access",
        RefreshToken = "canary-refresh",
        ApiKey = "bak-canary",
        ApiKeyOrganizationId = "org-1",
        AccessTokenExpiresOn = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
        AccessTokenIssuedOn = new DateTimeOffset(2030, 1, 2, 2, 4, 5, TimeSpan.Zero),
    };

    [RedisFact]
    public async Task A_login_comes_back_as_another_instance_has_stored_it()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(Whole, default);

        Assert.Equal(Whole, await stage.Store().LoadAsync(default));
    }

    [RedisFact]
    public async Task An_empty_server_holds_no_login()
    {
        await using var stage = await RedisStage.StartAsync();

        Assert.Null(await stage.Store().LoadAsync(default));
    }

    [RedisFact]
    public async Task A_login_is_replaced_by_what_was_made_from_it()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var refreshed = stage.Login with { AccessToken = "canary-newer" };

        Assert.True(await store.ReplaceAsync(refreshed, await store.LoadAsync(default), default));
        Assert.Equal(refreshed, await store.LoadAsync(default));
    }

    [RedisFact]
    public async Task A_login_that_another_instance_has_stored_meanwhile_is_not_replaced()
    {
        await using var stage = await RedisStage.StartAsync();
        var (one, other) = (stage.Store(), stage.Store());
        await one.SaveAsync(stage.Login, default);
        var read = await one.LoadAsync(default);
        var newer = stage.Login with { AccessToken = "canary-newer", RefreshToken = "canary-next" };
        await other.ReplaceAsync(newer, await other.LoadAsync(default), default);

        Assert.False(await one.ReplaceAsync(stage.Login with { AccessToken = "canary-late" }, read, default));
        Assert.Equal(newer, await one.LoadAsync(default));
    }

    [RedisFact]
    public async Task A_login_that_was_removed_meanwhile_does_not_come_back()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var read = await store.LoadAsync(default);
        await store.RemoveAsync();

        Assert.False(await store.ReplaceAsync(stage.Login with { AccessToken = "canary-late" }, read, default));
        Assert.Null(await store.LoadAsync(default));
    }

    [RedisFact]
    public async Task A_save_whose_answer_was_lost_counts_as_made_when_it_is_tried_again()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var read = await store.LoadAsync(default);
        var refreshed = stage.Login with { AccessToken = "canary-newer" };

        Assert.True(await store.ReplaceAsync(refreshed, read, default));
        Assert.True(await store.ReplaceAsync(refreshed, read, default));
    }

    [RedisFact]
    public async Task What_replaces_nothing_is_stored_only_where_nothing_is()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();

        Assert.True(await store.ReplaceAsync(stage.Login, null, default));
        Assert.False(await store.ReplaceAsync(Whole, null, default));
    }

    [RedisFact]
    public async Task A_credential_that_holds_nothing_removes_the_login()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);

        await store.SaveAsync(new BrevStoredCredential(), default);

        Assert.Null(await store.LoadAsync(default));
        Assert.False(await store.RemoveAsync());
    }

    [RedisFact]
    public async Task A_login_that_can_be_refreshed_expires_thirty_days_after_its_token()
    {
        await using var stage = await RedisStage.StartAsync();
        var end = stage.Brev.Clock.GetUtcNow().AddHours(1);

        Assert.Equal(TimeSpan.FromDays(30)
            + TimeSpan.FromHours(
                1), (await ExpiryOfAsync(
                    stage,
                    new BrevStoredCredential { AccessToken = TestToken.Create(null, end), RefreshToken = "canary" }))!.Value, new Nearly(
                        TimeSpan.FromSeconds(10)));
    }

    [RedisFact]
    public async Task A_login_that_cannot_be_refreshed_expires_with_its_token()
    {
        await using var stage = await RedisStage.StartAsync();
        var end = stage.Brev.Clock.GetUtcNow().AddHours(1);

        Assert.Equal(TimeSpan.FromHours(1), (await ExpiryOfAsync(
            stage, new BrevStoredCredential { AccessToken = TestToken.Create(null, end) }))!.Value, new Nearly(TimeSpan.FromSeconds(10)));
    }

    [RedisFact]
    public async Task An_API_key_does_not_expire_also_in_the_place_of_a_login_that_does()
    {
        await using var stage = await RedisStage.StartAsync();
        await ExpiryOfAsync(
            stage, new BrevStoredCredential { AccessToken = TestToken.Create(null, stage.Brev.Clock.GetUtcNow().AddHours(1)) });

        Assert.Null(await ExpiryOfAsync(stage, new BrevStoredCredential { ApiKey = "bak-canary" }));
    }

    [RedisFact]
    public async Task Each_account_has_a_login_of_its_own()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store(options => options.Account = "one").SaveAsync(Whole, default);

        Assert.Null(await stage.Store(options => options.Account = "other").LoadAsync(default));
    }

    [RedisFact]
    public async Task A_login_that_was_copied_under_the_key_of_another_account_cannot_be_decrypted()
    {
        await using var stage = await RedisStage.StartAsync();
        var (one, other) = (stage.Store(options => options.Account = "one"), stage.Store(options => options.Account = "other"));
        await one.SaveAsync(Whole, default);
        await (await stage.Server.OperateAsync()).GetDatabase().ExecuteAsync("COPY", one.Key, other.Key);

        await Assert.ThrowsAsync<BrevConfigurationException>(async () => await other.LoadAsync(default));
    }

    [RedisFact]
    public async Task An_instance_with_other_keys_is_told_to_share_the_key_ring()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(Whole, default);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(
            async () =>
                await stage.Store(options => options.DataProtectionProvider = new EphemeralDataProtectionProvider()).LoadAsync(default));

        Assert.Contains("Give the whole fleet the same key ring", exception.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Neither_redis_cli_nor_the_files_of_the_server_show_a_token_an_API_key_or_an_e_mail_address()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store(options => options.Account = "canary@example.com");
        await store.SaveAsync(Whole with { AccessToken = stage.Brev.FirstToken }, default);
        await store.ReplaceAsync(Whole, await store.LoadAsync(default), default);

        var shown = await RedisDump.OfAsync(stage.Server, store.Key);

        Assert.All(
            new[]
            {
                stage.Brev.FirstToken, stage.Brev.FirstToken.Split('.')[1], "canary-access", "canary-refresh", "bak-canary",
                "canary@example.com", "user@example.com",
            },
            secret => Assert.DoesNotContain(secret, shown, StringComparison.OrdinalIgnoreCase));
    }

    [RedisFact]
    public async Task What_the_store_prints_names_the_server_and_the_key_and_no_password_or_account()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store(options =>
        {
            options.ConnectionString += ",user=canary-user,password=canary-password";
            options.Account = "canary@example.com";
        });

        Assert.Equal($"Redis 127.0.0.1:{stage.Server.Port} key '{store.Key[..^":login".Length]}'", store.Description);
        Assert.DoesNotContain("canary", store.Description, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task A_login_whose_token_has_ended_by_the_clock_of_this_instance_can_still_be_refreshed()
    {
        await using var stage = await RedisStage.StartAsync();
        var login = new BrevStoredCredential
        {
            AccessToken = TestToken.Create(null, stage.Brev.Clock.GetUtcNow().AddDays(-40)),
            RefreshToken = "canary",
        };

        await ExpiryOfAsync(stage, login);

        Assert.Equal(login, await stage.Store().LoadAsync(default));
    }

    private static async Task<TimeSpan?> ExpiryOfAsync(RedisStage stage, BrevStoredCredential login)
    {
        var store = stage.Store();
        await store.SaveAsync(login, default);
        return await (await stage.Server.OperateAsync()).GetDatabase().KeyTimeToLiveAsync(store.Key);
    }

    private sealed class Nearly(TimeSpan most) : IEqualityComparer<TimeSpan>
    {
        public bool Equals(TimeSpan one, TimeSpan other) => (one - other).Duration() < most;

        public int GetHashCode(TimeSpan time) => 0;
    }
}
