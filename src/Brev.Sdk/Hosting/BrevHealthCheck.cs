using Microsoft.Extensions.Diagnostics.HealthChecks;
using HostHealth = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Brev.Sdk.Hosting;

/// <summary>Asks Brev for its health, and for the organizations that the login sees.</summary>
internal sealed class BrevHealthCheck(BrevClient client) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.GetHealthAsync(cancellationToken).ConfigureAwait(false);
            await client.ListOrganizationsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy("Brev can be reached and accepts the login.");
        }
        catch (BrevException exception)
        {
            // The exception itself stays out of the result: a report may print it with all that it knows.
            return new HealthCheckResult(IsDegraded(exception) ? HostHealth.Degraded : context.Registration.FailureStatus,
                exception.Message);
        }
    }

    /// <summary>Brev is there, and the login has not ended.</summary>
    private static bool IsDegraded(BrevException exception) =>
        exception is BrevApiException { IsUnauthenticated: false } answer && (answer.IsTransient || answer.IsPermissionDenied);
}
