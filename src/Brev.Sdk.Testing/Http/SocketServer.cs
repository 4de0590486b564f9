using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Brev.Sdk.Testing.Http;

/// <summary>
/// The servers of the fake: Kestrel alone, without a host, so that no file, variable or working folder of the test has a say and nothing is
/// written anywhere. Each server has a loopback port that the system chooses.
/// </summary>
internal sealed class SocketServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private const long LargestRequest = 4 * 1024 * 1024;
    private static readonly TimeSpan TimeToAnswerAtTheEnd = TimeSpan.FromSeconds(1);

    private readonly FakeClock _clock;
    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _ended = new();
    private int _isDisposed;
    private readonly (FakeServer Role, Func<FakeRequest, Task<FakeAnswer>> Answer, ListenOptions Socket)[] _sockets;

    private SocketServer(FakeClock clock, params (FakeServer Role, Func<FakeRequest, Task<FakeAnswer>> Answer)[] servers)
    {
        _clock = clock;
        var options = CreateOptions();
        _sockets = [.. servers.Select(server => (server.Role, server.Answer, Listen(options)))];
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    public static async Task<SocketServer> StartAsync(
        FakeClock clock, params (FakeServer Role, Func<FakeRequest, Task<FakeAnswer>> Answer)[] servers)
    {
        var server = new SocketServer(clock, servers);
        await server._server.StartAsync(server, CancellationToken.None).ConfigureAwait(false);
        return server;
    }

    public Uri AddressOf(FakeServer role) =>
        new($"http://127.0.0.1:{Array.Find(_sockets, socket => socket.Role == role).Socket.IPEndPoint!.Port}");

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var port = context.Connection.LocalPort;
        var (role, answer, _) = Array.Find(_sockets, socket => socket.Socket.IPEndPoint!.Port == port);
        if (await RequestReader.ReadAsync(context, role, _clock.GetUtcNow()).ConfigureAwait(false) is not { } request)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ended.Token);
        using var work = _clock.Work.Begin(request);
        request.Work = work;
        request.Ended = ended.Token;
        await AnswerWriter.WriteAsync(context, request, await FindAnswerAsync(answer, request).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Lets requests that have an answer get it, and then closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _ended.CancelAsync().ConfigureAwait(false);
        using var limit = new CancellationTokenSource(TimeToAnswerAtTheEnd, TimeProvider.System);
        await _server.StopAsync(limit.Token).ConfigureAwait(false);
        _server.Dispose();
        _ended.Dispose();
    }

    /// <summary>A machine that is busy with other tests may be slow: the client's limits count, not the server's.</summary>
    private static KestrelServerOptions CreateOptions()
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = LargestRequest;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromMinutes(5);
        return options;
    }

    private static ListenOptions Listen(KestrelServerOptions options)
    {
        ListenOptions? socket = null;
        options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            socket = listen;
        });
        return socket!;
    }

    /// <summary>A fault of the fake itself, or of a state that a test has made impossible, must not look like one of Brev's.</summary>
    private static async Task<FakeAnswer> FindAnswerAsync(Func<FakeRequest, Task<FakeAnswer>> answer, FakeRequest request)
    {
        try
        {
            return await answer(request).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Ended.IsCancellationRequested)
        {
            return FakeAnswer.Empty with { Ending = AnswerEnding.BeforeTheAnswer };
        }
        catch (Exception exception)
        {
            return FakeAnswer.Json(
                new JsonObject { ["message"] = $"The fake could not answer {request.Method} {request.Path}: {exception.Message}" },
                HttpStatusCode.InternalServerError);
        }
    }
}
