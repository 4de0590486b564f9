using Brev.Sdk;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

/// <summary>Makes the calls, asks for the health, and ends the application. The program fails unless the client is healthy.</summary>
internal sealed class Worker(BrevClient brev, BrevCredential credential, HealthCheckService health, IHostApplicationLifetime application)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await CallsOfEveryShape.RunAsync(brev, credential);
        var report = await health.CheckHealthAsync(stoppingToken);
        Environment.ExitCode = report.Entries["brev"].Status.ToString() == "Healthy" ? 0 : 1;
        application.StopApplication();
    }
}
