using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>
/// A way to a server that breaks: passes bytes on until so many have gone through, then closes every connection, once for each cut.
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

    /// <param name="target">The port of the server.</param>
    /// <param name="cuts">After how many bytes, counted from the beginning, the connections break.</param>
    public CuttingProxy(int target, params long[] cuts)
    {
        _target = target;
        CutAfter(cuts);
        _listener.Start();
        _work.Add(AcceptAsync());
    }

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

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
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
                _work.Add(PassAsync(client, server));
                _work.Add(PassAsync(server, client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The proxy has been disposed.
        }
    }

    private async Task PassAsync(Socket from, Socket to)
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
