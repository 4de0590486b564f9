using Brev.Sdk.Redis.Tests.Servers;

namespace Brev.Sdk.Redis.Tests;

/// <summary>What the provider has given is kept until Redis takes it, and its claim with it.</summary>
public sealed class UnsavedLoginTests
{
    /// <summary>A server without memory takes nothing new.</summary>
    [RedisFact]
    public async Task What_could_not_be_stored_before_goes_before_the_claim_of_the_next_refresh()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await stage.StoredAsync();
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await using (await store.LockAsync(default))
        {
            await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
            await Assert.ThrowsAsync<BrevConnectionException>(async () => await store.ReplaceAsync(newer, stage.Login, default));
        }

        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await using var held = await store.LockAsync(default);

        Assert.Equal((newer, true), (await store.LoadAsync(default), await database.HashExistsAsync(store.Key, "claim")));
    }

    [RedisFact]
    public async Task What_a_refresh_has_given_is_tried_three_times_before_it_is_left_to_the_background()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await stage.StoredAsync();
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        var before = await stage.Server.CountCommandsAsync("eval", "evalsha");

        await Assert.ThrowsAsync<BrevConnectionException>(async () =>
            await store.ReplaceAsync(stage.Login with { AccessToken = "canary-newer" }, stage.Login, default));

        Assert.Equal(3, await stage.Server.CountCommandsAsync("eval", "evalsha") - before);
    }

    [RedisFact]
    public async Task An_instance_that_cannot_encrypt_claims_nothing()
    {
        await using var stage = await RedisStage.StartAsync();
        var keys = new SwitchedKeys();
        var (store, database) = await stage.StoredAsync(options => options.DataProtectionProvider = keys);
        keys.IsBroken = true;

        await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.LockAsync(default));

        Assert.False(await database.HashExistsAsync(store.Key, "claim"));
    }

    [RedisFact]
    public async Task What_could_not_be_encrypted_after_the_answer_keeps_its_claim_and_is_stored_when_the_keys_are_back()
    {
        await using var stage = await RedisStage.StartAsync();
        var keys = new SwitchedKeys();
        var (store, database) = await stage.StoredAsync(options => options.DataProtectionProvider = keys);
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await using (await store.LockAsync(default))
        {
            keys.IsBroken = true;
            await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.ReplaceAsync(newer, stage.Login, default));
        }

        Assert.True(await database.HashExistsAsync(store.Key, "claim"));
        keys.IsBroken = false;
        await AssertStoredLaterAsync(stage, store, newer);
    }

    [RedisFact]
    public async Task What_the_server_refused_to_the_user_keeps_its_claim_and_is_stored_when_the_user_may()
    {
        await using var stage = await RedisStage.StartAsync();
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "on", ">canary", "~*", "&*", "+@all");
        var (store, _) = await stage.StoredAsync(options => options.ConnectionString += ",user=brev,password=canary");
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await using (await store.LockAsync(default))
        {
            await database.ExecuteAsync("ACL", "SETUSER", "brev", "-hset");
            await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.ReplaceAsync(newer, stage.Login, default));
        }

        Assert.True(await database.HashExistsAsync(store.Key, "claim"));
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "+hset");
        await AssertStoredLaterAsync(stage, store, newer);
    }

    private static async Task AssertStoredLaterAsync(RedisStage stage, BrevRedisCredentialStore store, BrevStoredCredential login)
    {
        stage.Brev.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.Brev.Log.ReachAsync(1, 69);
        Assert.Equal(login, await store.LoadAsync(default));
    }
}
