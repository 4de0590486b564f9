using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>
/// A real transport whose connections never come about until they are mended, as behind a firewall that drops packets: its own limit for
/// connecting ends each attempt, on the clock of the machine.
/// </summary>
public sealed class HangingConnections : IDisposable
{
    private readonly TaskCompletionSource _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isHanging;
    private int _attempts;

    public HangingConnections(bool isHanging = true)
    {
        _isHanging = isHanging;
        Handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(20),

            // Each request makes a connection of its own.
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = ConnectAsync,
        };
    }

    public SocketsHttpHandler Handler { get; }

    /// <summary>The first attempt has been given up.</summary>
    public Task GaveUp => _gaveUp.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>How many attempts were given up.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    public void Hang() => _isHanging = true;

    public void Mend() => _isHanging = false;

    public void Dispose() => Handler.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (_isHanging)
        {
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref _attempts);
                _gaveUp.TrySetResult();
            }
        }

        // The limit is for what hangs: a connection on this machine may take longer when the machine is busy.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(
            new DnsEndPoint(context.DnsEndPoint.Host, context.DnsEndPoint.Port, AddressFamily.InterNetwork), CancellationToken.None);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
