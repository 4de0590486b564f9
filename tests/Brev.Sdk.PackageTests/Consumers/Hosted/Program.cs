using Brev.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(_ => BrevCredential.FromCredentialsFile());
builder.Services.AddBrevClient(builder.Configuration.GetSection("Brev")).AddHealthCheck();
builder.Services.AddHostedService<Worker>();
await builder.Build().RunAsync();
