using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>Options that are missing or out of their bounds are named when the store is created.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, Action<BrevRedisCredentialStoreOptions>> Faults => new()
    {
        { "ConnectionString and ConnectionMultiplexer are not set", options => options.ConnectionString = null },
        { "ConnectionString cannot be read", options => options.ConnectionString = "localhost,canary=secret=1,ssl=perhaps" },
        { "ConnectionString names no host", options => options.ConnectionString = "ssl=true" },
        { "DataProtectionProvider is not set", options => options.DataProtectionProvider = null },
        { "KeyPrefix is blank", options => options.KeyPrefix = " " },
        { "KeyPrefix contains a brace", options => options.KeyPrefix = "{a}" },
        { "Account is blank", options => options.Account = "" },
        { "LockExpiry is 00:00:00.5000000", options => options.LockExpiry = TimeSpan.FromSeconds(0.5) },
        { "PollInterval is 02:00:00", options => options.PollInterval = TimeSpan.FromHours(2) },
        { "KeepUnused is 00:00:00", options => options.KeepUnused = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_option_that_is_wrong_is_named(string text, Action<BrevRedisCredentialStoreOptions> spoil)
    {
        var options = new BrevRedisCredentialStoreOptions
        {
            ConnectionString = "127.0.0.1:1",
            DataProtectionProvider = new EphemeralDataProtectionProvider(),
        };
        spoil(options);

        var exception = Assert.Throws<ArgumentException>(() => new BrevRedisCredentialStore(options));

        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The connection tells its options as text, with the password as it is.</summary>
    [Fact]
    public async Task A_connection_of_the_applications_own_may_have_any_password()
    {
        var configuration = new ConfigurationOptions
        {
            EndPoints = { { "127.0.0.1", 1 } }, Password = "canary,unknown=canary", AbortOnConnectFail = false, ConnectTimeout = 100,
        };
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);

        await using var store = new BrevRedisCredentialStore(new BrevRedisCredentialStoreOptions
        {
            ConnectionMultiplexer = connection, DataProtectionProvider = new EphemeralDataProtectionProvider(),
        });

        Assert.DoesNotContain("canary", store.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 2500, 5000)]
    [InlineData(",connectTimeout=60000", 30000, 60000)]
    [InlineData(",connectTimeout=1", 1, 2)]
    public void An_attempt_to_connect_is_not_broken_off_before_half_of_its_time_and_the_next_one_comes_after_all_of_it(
        string setting, int half, int whole)
    {
        var options = new BrevRedisCredentialStoreOptions { ConnectionString = "127.0.0.1:1" + setting };

        var policy = RedisConnection.Configure(options)!.ReconnectRetryPolicy;

        Assert.False(policy.ShouldRetry(currentRetryCount: 0, timeElapsedMillisecondsSinceLastRetry: half - 1));
        Assert.True(policy.ShouldRetry(currentRetryCount: 1000, timeElapsedMillisecondsSinceLastRetry: whole));
    }
}
