using Brev.Sdk.Redis.Tests.Servers;

namespace Brev.Sdk.Redis.Tests;

/// <summary>Errors say which part failed and what to do, and repeat no secret.</summary>
public sealed class ErrorTests
{
    [RedisFact]
    public async Task A_wrong_password_is_told_apart_from_a_server_that_is_away()
    {
        await using var stage = await RedisStage.StartAsync("--requirepass", "canary-right");

        // A busy machine that is late with its answer is another error.
        var store = stage.Store(options => options.ConnectionString =
            $"127.0.0.1:{stage.Server.Port},password=canary-wrong,connectTimeout=10000,asyncTimeout=5000,syncTimeout=5000");

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(
            async () => await store.LoadAsync(default));

        Assert.Contains("refused the user or the password", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task A_key_that_holds_something_else_is_named()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await (await stage.Server.OperateAsync()).GetDatabase().StringSetAsync(store.Key, "something else");

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.LoadAsync(default));

        Assert.Contains("Set another KeyPrefix", exception.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task A_server_whose_memory_is_full_is_told_apart_and_the_login_in_it_can_be_read()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var server = (await stage.Server.OperateAsync()).GetServer("127.0.0.1", stage.Server.Port);
        await server.ConfigSetAsync("maxmemory", "1");

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(async () => await store.SaveAsync(stage.Login, default));

        Assert.Contains("maxmemory", exception.Message, StringComparison.Ordinal);
        Assert.Equal(stage.Login, await store.LoadAsync(default));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_what_to_look_at()
    {
        await using var store = new BrevRedisCredentialStore(new BrevRedisCredentialStoreOptions
        {
            ConnectionString = "127.0.0.1:1,connectTimeout=500,asyncTimeout=500,password=canary",
            DataProtectionProvider = new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider(),
        });

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(async () => await store.LoadAsync(default));

        Assert.Contains("Redis 127.0.0.1:1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("See that the server runs", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }
}
