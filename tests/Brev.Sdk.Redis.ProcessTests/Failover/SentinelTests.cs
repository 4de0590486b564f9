using System.Globalization;
using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Brev.Sdk.Redis.ProcessTests.Failover;

/// <summary>A connection string that names Sentinel: the store finds the primary through it, and the next one after a failover.</summary>
[Collection("processes")]
public sealed class SentinelTests
{
    private static readonly BrevStoredCredential Login = new() { AccessToken = "canary-access", RefreshToken = "canary-refresh" };

    [RedisFact]
    public async Task A_login_is_stored_through_Sentinel_and_is_there_after_it_has_put_the_replica_in_the_place_of_the_primary()
    {
        await using var primary = await RedisServer.StartAsync("--repl-diskless-sync-delay", "0");
        await using var replica =
            await RedisServer.StartAsync("--replicaof", $"127.0.0.1 {primary.Port.ToString(CultureInfo.InvariantCulture)}");
        await ReplicateAsync(primary);
        var user = await primary.AddUserOfThePageAsync();
        _ = await replica.AddUserOfThePageAsync();
        await using var sentinel = await RedisSentinel.StartAsync(primary.Port);
        await using var store = new BrevRedisCredentialStore(new BrevRedisCredentialStoreOptions
        {
            ConnectionString = string.Create(
                CultureInfo.InvariantCulture, $"127.0.0.1:{sentinel.Port},serviceName={RedisSentinel.Service}{user}"),
            DataProtectionProvider = new EphemeralDataProtectionProvider(),
        });
        await store.SaveAsync(Login, default);
        await ReplicateAsync(primary);

        await primary.StopAsync();
        await sentinel.PromoteAsync();
        await using var held = await UntilConnectedAsync(() => store.LockAsync(default));
        var newer = Login with { AccessToken = "canary-newer" };

        Assert.True(await store.ReplaceAsync(newer, await store.LoadAsync(default), default));
        Assert.Equal(newer, await store.LoadAsync(default));
        Assert.True((await replica.OperateAsync()).GetDatabase().KeyExists(store.Key));
    }

    private static async Task ReplicateAsync(RedisServer primary)
    {
        var database = (await primary.OperateAsync()).GetDatabase();
        for (var attempt = 0; (int)await database.ExecuteAsync("WAIT", 1, 1000) == 0; attempt++)
        {
            Assert.InRange(attempt, 0, 60);
        }
    }

    /// <summary>The library finds the new primary in its own time.</summary>
    private static async Task<T> UntilConnectedAsync<T>(Func<ValueTask<T>> access)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await access();
            }
            catch (BrevConnectionException) when (attempt < 60)
            {
                // Not there yet.
            }
        }
    }
}
