using Brev.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(services => BrevCredential.FromCredentialsFile(
    options: new BrevCredentialOptions { LoggerFactory = services.GetRequiredService<ILoggerFactory>() }));
builder.Services.AddSingleton(services => new BrevClient(new BrevClientOptions
{
    Credential = services.GetRequiredService<BrevCredential>(),
    LoggerFactory = services.GetRequiredService<ILoggerFactory>(),
}));

var host = builder.Build();
await host.StartAsync();
await CallsOfEveryShape.RunAsync(host.Services.GetRequiredService<BrevClient>(), host.Services.GetRequiredService<BrevCredential>());
await host.StopAsync();
await ((IAsyncDisposable)host).DisposeAsync();
