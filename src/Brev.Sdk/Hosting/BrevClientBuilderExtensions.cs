using Brev.Sdk.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using HostHealth = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Brev.Sdk;

/// <summary>What can be added to a client of a container.</summary>
public static class BrevClientBuilderExtensions
{
    /// <summary>
    /// Adds a health check that asks whether Brev can be reached and whether it accepts the login: healthy when both hold; degraded when
    /// Brev answers with a passing fault, or the login may list nothing; unhealthy when Brev cannot be reached or the login has ended. The
    /// reason says which and what to do, without a secret.
    /// </summary>
    /// <param name="builder">The client.</param>
    /// <param name="name">The name of the check. Default: <c>brev</c>, and the client's key after a colon.</param>
    /// <param name="failureStatus">What to report instead of unhealthy. Default: unhealthy.</param>
    /// <param name="tags">Tags of the check. Default: none.</param>
    /// <param name="timeout">The time for the check. Default: 10 seconds.</param>
    public static IBrevClientBuilder AddHealthCheck(
        this IBrevClientBuilder builder, string? name = null, HostHealth? failureStatus = null, IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = builder.ServiceKey;
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name ?? (key is null ? "brev" : "brev:" + key),
            provider => new BrevHealthCheck(BrevClientRegistration.Find(provider, key)),
            failureStatus,
            tags,
            timeout ?? TimeSpan.FromSeconds(10)));
        return builder;
    }
}
