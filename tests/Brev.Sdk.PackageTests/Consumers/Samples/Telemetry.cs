using System.Diagnostics;
using Brev.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

static class Telemetry
{
    public static async Task RunAsync(BaseProcessor<Activity> processor)
    {
        // begin
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddBrevClient();
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(BrevTelemetryNames.ActivitySource).AddProcessor(processor))
            .WithMetrics(metrics => metrics.AddMeter(BrevTelemetryNames.Meter));
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<BrevClient>().ListOrganizationsAsync();
        // end
        await host.StopAsync();
    }
}
