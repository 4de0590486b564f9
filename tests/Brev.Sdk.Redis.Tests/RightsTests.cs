using Brev.Sdk.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>What a user of the server may do decides what it does, and never leaves half of it done.</summary>
public sealed class RightsTests
{
    [RedisFact]
    public async Task A_user_without_rights_to_the_channel_stores_and_replaces_a_login()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = await StoreOfAsync(stage, "~brev:*", "resetchannels", "+@all");
        var newer = stage.Login with { AccessToken = "canary-newer" };

        await store.SaveAsync(stage.Login, default);
        Assert.True(await store.ReplaceAsync(newer, stage.Login, default));

        Assert.Equal(newer, await store.LoadAsync(default));
    }

    [RedisFact]
    public async Task A_user_without_rights_to_the_channel_removes_a_login()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = await StoreOfAsync(stage, "~brev:*", "resetchannels", "+@all");
        await store.SaveAsync(stage.Login, default);

        Assert.True(await store.RemoveAsync());

        Assert.Null(await store.LoadAsync(default));
    }

    [RedisFact]
    public async Task The_documented_rights_are_enough_for_a_refresh()
    {
        await using var stage = await RedisStage.StartAsync();
        var user = await stage.Server.AddUserOfThePageAsync();
        var store = stage.Store(options => options.ConnectionString += user);
        await store.SaveAsync(stage.Login, default);
        var newer = stage.Login with { AccessToken = "canary-newer" };

        await using (await store.LockAsync(default))
        {
            Assert.True(await store.ReplaceAsync(newer, stage.Login, default));
        }

        Assert.Equal(newer, await store.LoadAsync(default));
    }

    [RedisTheory]
    [InlineData("INFO", "replication")]
    [InlineData("ROLE")]
    [InlineData("CONFIG", "GET", "slave-read-only")]
    public async Task The_documented_rights_allow_what_the_connection_asks_to_find_the_primary(string command, params string[] arguments)
    {
        await using var stage = await RedisStage.StartAsync();
        var user = await stage.Server.AddUserOfThePageAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(stage.Server.ConnectionString + user + ",allowAdmin=true");

        Assert.False((await connection.GetDatabase().ExecuteAsync(command, arguments)).IsNull);
    }

    [Fact]
    public async Task The_rights_that_an_error_names_are_those_of_the_page() => Assert.Contains(
        RedisFailure.Rights.Replace("<prefix>", "brev", StringComparison.Ordinal),
        await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PACKAGE.md")),
        StringComparison.Ordinal);

    private static string ConnectionOf(RedisStage stage) => stage.Server.ConnectionString + ",user=brev,password=canary";

    private static async Task<BrevRedisCredentialStore> StoreOfAsync(RedisStage stage, params string[] rights)
    {
        await (await stage.Server.OperateAsync()).GetDatabase().ExecuteAsync("ACL", ["SETUSER", "brev", "on", ">canary", .. rights]);
        return stage.Store(options => options.ConnectionString = ConnectionOf(stage));
    }
}
