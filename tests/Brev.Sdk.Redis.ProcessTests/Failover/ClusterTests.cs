using System.Globalization;
using Brev.Sdk.Redis.Tests.Servers;
using Microsoft.AspNetCore.DataProtection;

namespace Brev.Sdk.Redis.ProcessTests.Failover;

/// <summary>
/// A cluster of two nodes, each with half of the slots; the connection string names one of them, and a user with the rights of the page.
/// </summary>
[Collection("processes")]
public sealed class ClusterTests
{
    private const int Slots = 16384;

    [RedisFact]
    public async Task Logins_on_either_node_of_a_cluster_are_locked_replaced_and_removed()
    {
        await using var first = await RedisServer.StartAsync("--cluster-enabled", "yes");
        await using var second = await RedisServer.StartAsync("--cluster-enabled", "yes");
        await JoinAsync(first, second);
        var user = await first.AddUserOfThePageAsync();
        _ = await second.AddUserOfThePageAsync();
        var keys = new EphemeralDataProtectionProvider();
        var nodes = new HashSet<bool>();
        for (var account = 0; nodes.Count < 2; account++)
        {
            await using var store = new BrevRedisCredentialStore(new BrevRedisCredentialStoreOptions
            {
                ConnectionString = first.ConnectionString + user,
                DataProtectionProvider = keys,
                Account = account.ToString(CultureInfo.InvariantCulture),
            });
            await LiveAsync(store);
            nodes.Add((int)await (await first.OperateAsync()).GetDatabase().ExecuteAsync("CLUSTER", "KEYSLOT", store.Key) < Slots / 2);
            Assert.InRange(account, 0, 40);
        }
    }

    private static async Task LiveAsync(BrevRedisCredentialStore store)
    {
        var login = new BrevStoredCredential { AccessToken = "canary-access", RefreshToken = "canary-refresh" };
        await store.SaveAsync(login, default);
        await using (await store.LockAsync(default))
        {
            Assert.True(await store.ReplaceAsync(login with { AccessToken = "canary-newer" }, await store.LoadAsync(default), default));
        }

        Assert.Equal("canary-newer", (await store.LoadAsync(default))!.AccessToken);
        Assert.True(await store.RemoveAsync());
    }

    private static async Task JoinAsync(RedisServer first, RedisServer second)
    {
        var (one, other) = ((await first.OperateAsync()).GetServer("127.0.0.1", first.Port), (await second.OperateAsync()).GetServer(
            "127.0.0.1", second.Port));
        await one.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", 0, (Slots / 2) - 1);
        await other.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", Slots / 2, Slots - 1);
        await one.ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", second.Port);
        foreach (var node in new[] { one, other })
        {
            for (var attempt = 0; !((string?)await node.ExecuteAsync("CLUSTER", "INFO"))!.Contains(
                "cluster_state:ok", StringComparison.Ordinal); attempt++)
            {
                Assert.InRange(attempt, 0, 1_000_000);
            }
        }
    }
}
