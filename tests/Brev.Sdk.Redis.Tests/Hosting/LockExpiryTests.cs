using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Brev.Sdk.Redis.Tests.Hosting;

/// <summary>In a container the lock outlives an attempt at the identity provider, whatever the options are.</summary>
public sealed class LockExpiryTests
{
    [Theory]
    [InlineData(5, 45)]
    [InlineData(30, 45)]
    [InlineData(60, 90)]
    [InlineData(600, 900)]
    public void A_lock_lives_half_as_long_again_as_an_attempt_and_45_seconds_at_least(int timeout, int expected)
    {
        var expiry = TimeSpan.Zero;
        using var provider = Build(TimeSpan.FromSeconds(timeout), options => expiry = options.LockExpiry);

        _ = provider.GetRequiredService<BrevClient>();

        Assert.Equal(TimeSpan.FromSeconds(expected), expiry);
    }

    [Fact]
    public void A_lock_that_does_not_outlive_an_attempt_is_refused_with_the_least_that_does()
    {
        using var provider = Build(TimeSpan.FromMinutes(1), options => options.LockExpiry = TimeSpan.FromSeconds(89));

        var exception = Assert.Throws<ArgumentException>(() => provider.GetRequiredService<BrevClient>());

        Assert.Contains("LockExpiry is 00:01:29", exception.Message, StringComparison.Ordinal);
        Assert.Contains("RefreshTimeout (00:01:00)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Set it to 00:01:30 or more", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_without_a_container_refuses_a_lock_that_does_not_outlive_an_attempt()
    {
        using var store = new BrevRedisCredentialStore(new BrevRedisCredentialStoreOptions
        {
            ConnectionString = "127.0.0.1:1",
            DataProtectionProvider = new EphemeralDataProtectionProvider(),
            LockExpiry = TimeSpan.FromSeconds(44),
        });

        var exception = Assert.Throws<ArgumentException>(() => BrevCredential.FromStore(store));

        Assert.StartsWith("LockExpiry is 00:00:44 in Redis 127.0.0.1:1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Set it to 00:00:45 or more, or RefreshTimeout to 00:00:29", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timeout_out_of_its_bounds_is_named_itself_and_not_the_lock()
    {
        using var provider = Build(TimeSpan.FromHours(1), _ => { });

        var exception = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<BrevClient>());

        Assert.Contains("RefreshTimeout", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LockExpiry", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(TimeSpan timeout, Action<BrevRedisCredentialStoreOptions> configure)
    {
        var services = new ServiceCollection().AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddBrevClient().UseRedisCredentialStore(
            options =>
            {
                options.ConnectionString = "127.0.0.1:1";
                configure(options);
            },
            options => options.RefreshTimeout = timeout);
        return services.BuildServiceProvider();
    }
}
