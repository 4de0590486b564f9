using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Sockets;

/// <summary>A real HTTP server on a loopback port that records what arrives and answers as the test says.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    private LoopbackServer(WebApplication application) => _application = application;

    public Uri Address { get; private set; } = null!;

    /// <summary>What answers; it can be replaced at any time.</summary>
    public Func<ReceivedRequest, HttpContext, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static Task<LoopbackServer> StartAsync() => StartAsync(static _ => { });

    /// <summary>
    /// One that speaks HTTP/2 alone, without TLS, with as many calls at a time on a connection: many more calls can be open than a machine
    /// has ports.
    /// </summary>
    public static Task<LoopbackServer> StartHttp2Async(int callsPerConnection) => StartAsync(options =>
    {
        options.Limits.Http2.MaxStreamsPerConnection = callsPerConnection;
        options.ConfigureEndpointDefaults(static endpoint => endpoint.Protocols = HttpProtocols.Http2);
    });

    public void Forget() => _requests.Clear();

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task<LoopbackServer> StartAsync(Action<KestrelServerOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(configure).UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var server = new LoopbackServer(application);
        application.Run(server.ReceiveAsync);
        await application.StartAsync();
        server.Address = new Uri(application.Urls.Single());
        return server;
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new ReceivedRequest(
            context.Request.Method,
            ReceivedRequest.RawTarget(context),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        _requests.Enqueue(request);
        await Answer(request, context);
    }
}
