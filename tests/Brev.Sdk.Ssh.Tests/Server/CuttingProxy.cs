using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>
/// A way to a server that breaks: passes bytes on until so many have gone through, then closes every connection, once for each cut. Or it
/// loses all that comes over the connections that are open by then, which stay open; later ones pass again.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _sockets = new();
    private readonly ConcurrentBag<Task> _work = [];
    private readonly Queue<long> _cuts = new();
    private readonly object _lock = new();
    private readonly int _target;
    private long _passed;
    private long _swallowAfter = long.MaxValue;
    private TaskCompletionSource _swallowed = new();
    private TaskCompletionSource? _jam;
    private bool _isEnding;

    /// <param name="target">The port of the server.</param>
    /// <param name="cuts">After how many bytes, counted from the beginning, the connections break.</param>
    public CuttingProxy(int target, params long[] cuts)
    {
        _target = target;
        CutAfter(cuts);
        _listener.Start();
        _work.Add(AcceptAsync());
    }

    /// <summary>Ends when the connections of this moment have begun to lose what comes.</summary>
    public Task Swallowed => _swallowed.Task;

    public int CutsLeft => _cuts.Count;

    public DnsEndPoint Endpoint => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    /// <summary>Breaks further connections.</summary>
    /// <param name="cuts">After how many bytes, counted from now.</param>
    public void CutAfter(params long[] cuts)
    {
        lock (_lock)
        {
            foreach (var cut in cuts)
            {
                _cuts.Enqueue(_passed + cut);
            }
        }
    }

    /// <summary>Loses all that comes over the connections of this moment.</summary>
    public void Swallow() => SwallowAfter(0);

    /// <summary>Loses all that comes over the connections of the moment at which so many bytes have passed, counted from now.</summary>
    /// <param name="bytes">After how many bytes.</param>
    /// <param name="isJammed">Whether it takes nothing any more either, so that the senders' sockets fill up.</param>
    /// <param name="isEnding">Whether the sender is told that the other side has ended.</param>
    public void SwallowAfter(long bytes, bool isJammed = false, bool isEnding = false)
    {
        lock (_lock)
        {
            (_swallowAfter, _jam, _isEnding) = (_passed + bytes, isJammed ? new TaskCompletionSource() : null, isEnding);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        _jam?.TrySetResult();
        CloseAll();
        await Task.WhenAll(_work);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(IPAddress.Loopback, _target);
                (_sockets[client], _sockets[server]) = (true, true);
                var swallowed = _swallowed.Task;
                _work.Add(PassAsync(client, server, swallowed));
                _work.Add(PassAsync(server, client, swallowed));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The proxy has been disposed.
        }
    }

    private async Task PassAsync(Socket from, Socket to, Task swallowed)
    {
        var buffer = new byte[65536];
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer)) > 0;)
            {
                if (IsCutBy(count))
                {
                    CloseAll();
                    return;
                }

                if (swallowed.IsCompleted)
                {
                    if (_isEnding)
                    {
                        from.Shutdown(SocketShutdown.Send);
                    }

                    await (_jam?.Task ?? Task.CompletedTask);
                    continue;
                }

                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has been cut.
        }

        from.Dispose();
        to.Dispose();
    }

    private bool IsCutBy(int count)
    {
        lock (_lock)
        {
            _passed += count;
            if (_passed > _swallowAfter)
            {
                _swallowAfter = long.MaxValue;
                _swallowed.SetResult();
                _swallowed = new TaskCompletionSource();
            }

            return _cuts.TryPeek(out var cut) && _passed >= cut && _cuts.TryDequeue(out _);
        }
    }

    private void CloseAll()
    {
        foreach (var socket in _sockets.Keys)
        {
            _sockets.TryRemove(socket, out _);
            socket.Dispose();
        }
    }
}
