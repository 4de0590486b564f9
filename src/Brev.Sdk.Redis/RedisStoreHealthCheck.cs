using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Brev.Sdk.Redis;

/// <summary>Reads the login from Redis and decrypts it, which is what a refresh needs first.</summary>
internal sealed class RedisStoreHealthCheck(BrevRedisCredentialStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var login = await store.LoadAsync(cancellationToken).ConfigureAwait(false);
            var roundTrip = await store.PingAsync(cancellationToken).ConfigureAwait(false);
            var data = new Dictionary<string, object> { ["store"] = store.Description, ["roundTrip"] = roundTrip };
            return login is null
                ? HealthCheckResult.Degraded(
                    $"{store.Description} can be reached and holds no login. Sign in through BrevLogin with this store.", data: data)
                : HealthCheckResult.Healthy($"{store.Description} can be reached and holds a login.", data);
        }
        catch (BrevException exception)
        {
            // The exception itself stays out of the result: a report may print it with all that it knows.
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message);
        }
    }
}
