using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Diagnostics;

namespace Brev.Sdk.Ssh.Forwarding;

/// <summary>
/// Takes connections on loopback and joins each with one of its own. It stands before the library's listener (or behind it, for ports of
/// the machine), which accepts several waiting connections inside one another and would serve the first after the last: here each is handed
/// over only after the one before it has been taken up.
/// </summary>
internal sealed class ForwardListener : IAsyncDisposable
{
    /// <summary>What keeps a connection from being accepted, such as too many open files, may last.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener;
    private readonly Func<Socket, CancellationToken, Task<ForwardedConnection>> _join;
    private readonly Func<TcpListener, CancellationToken, ValueTask<Socket>> _accept;
    private readonly SshConnector _connector;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, bool> _open = new();
    private readonly Task _accepting;

    /// <param name="connector">What knows the machine, the log and the time.</param>
    /// <param name="port">The port to listen on; 0 for a free one.</param>
    /// <param name="join">Connects an accepted connection onwards.</param>
    /// <param name="accept">Accepts the next connection; <see langword="null"/> for the listener's own way.</param>
    public ForwardListener(
        SshConnector connector, int port, Func<Socket, CancellationToken, Task<ForwardedConnection>> join,
        Func<TcpListener, CancellationToken, ValueTask<Socket>>? accept = null)
    {
        (_connector, _join) = (connector, join);
        _accept = accept ?? (static (listener, token) => listener.AcceptSocketAsync(token));
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_open.Keys).ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var accepted = await _accept(_listener, _end.Token).ConfigureAwait(false);
                accepted.NoDelay = true;
                await TryJoinAsync(accepted).ConfigureAwait(false);
            }
            catch (Exception exception) when (!_end.IsCancellationRequested)
            {
                // One connection that cannot be accepted ends no other: the next one may be.
                SshLog.NotAccepted(_connector.Logger, _connector.Machine, exception);
                await Task.Delay(Pause, _connector.TimeProvider, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
            {
                // The forward is over, at whatever moment: a listener that has been stopped says that it does not listen.
            }
        }
    }

    private async Task TryJoinAsync(Socket accepted)
    {
        PoolRoom.Add();
        try
        {
            var connection = await _join(accepted, _end.Token).ConfigureAwait(false);
            var running = RunAsync(connection);
            _open[running] = true;
            _ = running.ContinueWith(task =>
                _open.TryRemove(task, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        catch (Exception exception)
        {
            // Mostly because nothing listens there: the program sees a connection that ends at once, as with OpenSSH.
            SshLog.ConnectionFailed(_connector.Logger, _connector.Machine, exception);
            accepted.Dispose();
            PoolRoom.Remove();
        }
    }

    private async Task RunAsync(ForwardedConnection connection)
    {
        await Task.Yield();
        try
        {
            using (connection)
            {
                await connection.RunAsync(_end.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            PoolRoom.Remove();
        }
    }
}
