using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Ssh.Forwarding;

/// <summary>
/// Takes connections on loopback and joins each with one of its own. It stands before the library's listener (or behind it, for ports of
/// the machine), which accepts several waiting connections inside one another and would serve the first after the last: here each is handed
/// over only after the one before it has been taken up.
/// </summary>
internal sealed class ForwardListener : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<Socket, CancellationToken, Task<ForwardedConnection>> _join;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, bool> _open = new();
    private readonly Task _accepting;

    /// <param name="port">The port to listen on; 0 for a free one.</param>
    /// <param name="join">Connects an accepted connection onwards.</param>
    public ForwardListener(int port, Func<Socket, CancellationToken, Task<ForwardedConnection>> join)
    {
        _join = join;
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
        try
        {
            while (true)
            {
                var accepted = await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false);
                accepted.NoDelay = true;
                await TryJoinAsync(accepted).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The forward is over, at whatever moment: a listener that has been stopped says that it does not listen.
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
            when (exception is SocketException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // Nothing listens there: the program sees a connection that ends at once, as with OpenSSH.
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
