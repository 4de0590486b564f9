using Brev.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

static class Services
{
    public static async Task RunAsync()
    {
        // begin
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddBrevClient(builder.Configuration.GetSection("Brev"));
        using var host = builder.Build();
        await host.StartAsync();
        var brev = host.Services.GetRequiredService<BrevClient>();
        Console.WriteLine($"signed in as {(await brev.GetCurrentUserAsync()).Username}");
        // end
        await host.StopAsync();
    }
}
