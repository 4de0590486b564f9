using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Brev.Sdk.Redis;

/// <summary>Reads the login from Redis, decrypts it, and sees that it can be written: what a refresh needs.</summary>
internal sealed class RedisStoreHealthCheck(BrevRedisCredentialStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var login = await store.LoadAsync(cancellationToken).ConfigureAwait(false);
            var roundTrip = await store.ProbeAsync(cancellationToken).ConfigureAwait(false);
            var data = new Dictionary<string, object> { ["store"] = store.Description, ["roundTrip"] = roundTrip };
            var fault = login is null ? "no login"
                : store.IsReportedRejected(login) ? "a login that the identity provider has refused"
                : null;
            return fault is null
                ? HealthCheckResult.Healthy($"{store.Description} can be read and written and holds a login.", data)
                : HealthCheckResult.Degraded(
                    $"{store.Description} can be reached and holds {fault}. Sign in through BrevLogin with this store.", data: data);
        }
        catch (BrevException exception)
        {
            // The exception itself stays out of the result: a report may print it with all that it knows.
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message);
        }
    }
}
