using System.Net;

namespace Brev.Sdk;

/// <summary>A forwarded port. It ends when it is disposed, with its session, and when its connection breaks.</summary>
/// <example>
/// <code>
/// await using var notebook = await session.ForwardAsync(8888);
/// await notebook.Completion; // throws when the connection has broken; forward again then
/// </code>
/// </example>
public sealed class SshForward : IAsyncDisposable
{
    private readonly Func<ValueTask> _end;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isEnding;

    internal SshForward(int localPort, int remotePort, Func<ValueTask> end) => (LocalPort, RemotePort, _end) = (localPort, remotePort, end);

    /// <summary>The port here, on loopback.</summary>
    public int LocalPort { get; }

    /// <summary>The port on the machine, on loopback.</summary>
    public int RemotePort { get; }

    /// <summary>The address here, for a client of the forwarded service.</summary>
    public IPEndPoint LocalEndpoint => new(IPAddress.Loopback, LocalPort);

    /// <summary>
    /// Ends with the forward, after the port and all connections through it are closed: successfully when the forward or its session was
    /// disposed, with <see cref="BrevSshException"/> (<see cref="SshFailureReason.ConnectionLost"/>) when its connection broke. A forward
    /// does not connect anew by itself, because the programs that use it have lost their connections.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>Closes the port and the connections through it.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(null).ConfigureAwait(false);
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends it, because its connection has broken. Returns at once: the thread is the one that the library receives on.</summary>
    internal void Break(Exception reason) => _ = Task.Run(() => EndAsync(reason));

    private async Task EndAsync(Exception? reason)
    {
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
        {
            return;
        }

        await _end().ConfigureAwait(false);
        if (reason is null)
        {
            _completion.SetResult();
        }
        else
        {
            _completion.SetException(reason);
            _ = Completion.Exception; // Seen, so that an application that does not ask is not told of an unobserved exception.
        }
    }
}
