using Brev.Sdk.Tests.Authentication;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>
/// Breaks the stage's identity provider until it is mended; with its own transport, so that a connection can be refused for real.
/// </summary>
internal sealed class ProviderBreakage : IDisposable
{
    private readonly Socket _unused = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isBroken = true;
    private int _refused;

    public ProviderBreakage(AuthenticationStage stage, ProviderFault fault)
    {
        // Bound and not listening: a connection to it is refused.
        _unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var working = stage.IdentityProvider.Answer;
        var answered = 0;
        stage.IdentityProvider.Answer = async (request, context) =>
        {
            Interlocked.Increment(ref answered);
            _asked.TrySetResult();
            await (_isBroken ? AnswerAsync(fault, context) : working(request, context));
        };
        Attempted = () => Volatile.Read(ref answered) + Volatile.Read(ref _refused);
        Handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                EndPoint target = new DnsEndPoint(context.DnsEndPoint.Host, context.DnsEndPoint.Port, AddressFamily.InterNetwork);
                if (fault == ProviderFault.RefusesConnections && _isBroken)
                {
                    Interlocked.Increment(ref _refused);
                    target = _unused.LocalEndPoint!;
                }

                await socket.ConnectAsync(target, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
    }

    public SocketsHttpHandler Handler { get; }

    public int Attempts => Attempted();

    public Task Asked => _asked.Task.WaitAsync(AuthenticationStage.Patience);

    private Func<int> Attempted { get; }

    public void Mend() => _isBroken = false;

    public void Dispose()
    {
        Handler.Dispose();
        _unused.Dispose();
    }

    private static Task AnswerAsync(ProviderFault fault, HttpContext context)
    {
        switch (fault)
        {
            case ProviderFault.Hangs:
                return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
            case ProviderFault.CutsTheConnection:
                context.Abort();
                return Task.CompletedTask;
            case ProviderFault.Answers500 or ProviderFault.Answers503 or ProviderFault.Answers429 or ProviderFault.Answers408:
                return AuthenticationStage.WriteJsonAsync(
                    context,
                    "{}",
                    fault switch
                    {
                        ProviderFault.Answers500 => 500,
                        ProviderFault.Answers503 => 503,
                        ProviderFault.Answers429 => 429,
                        _ => 408,
                    });
            default:
                return AuthenticationStage.WriteJsonAsync(context, fault switch
                {
                    ProviderFault.AnswersHtml => "<html>Sign in to the hotel's network</html>",
                    ProviderFault.AnswersHalfAnObject => """{"token":"eyJ""",
                    ProviderFault.AnswersAnEmptyToken => """{"token":""}""",
                    _ => """{"token":"no.jwt"}""",
                });
        }
    }
}
