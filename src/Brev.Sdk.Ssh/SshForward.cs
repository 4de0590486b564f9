using System.Net;

namespace Brev.Sdk;

/// <summary>A forwarded port. It ends when it is disposed, and with its session.</summary>
public sealed class SshForward : IAsyncDisposable
{
    private readonly Func<ValueTask> _end;
    private int _isDisposed;

    internal SshForward(int localPort, int remotePort, Func<ValueTask> end) => (LocalPort, RemotePort, _end) = (localPort, remotePort, end);

    /// <summary>The port here, on loopback.</summary>
    public int LocalPort { get; }

    /// <summary>The port on the machine, on loopback.</summary>
    public int RemotePort { get; }

    /// <summary>The address here, for a client of the forwarded service.</summary>
    public IPEndPoint LocalEndpoint => new(IPAddress.Loopback, LocalPort);

    /// <summary>Closes the port and the connections through it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _end().ConfigureAwait(false);
        }
    }
}
