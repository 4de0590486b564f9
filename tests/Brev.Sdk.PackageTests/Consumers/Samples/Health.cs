using Brev.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

static class Health
{
    public static async Task RunAsync()
    {
        // begin
        var services = new ServiceCollection().AddLogging();
        services.AddBrevClient().AddHealthCheck();
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Console.WriteLine($"Brev is {report.Entries["brev"].Status}");
        // end
    }
}
