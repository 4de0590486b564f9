using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brev.Sdk.Ssh.Tests.Forwarding;

/// <summary>Sends back what it gets.</summary>
public sealed class EchoServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentBag<(TcpClient Client, Task Work)> _open = [];
    private readonly Task _accepting;

    public EchoServer(IPAddress? address = null)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static async Task<string> AskAsync(int port, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        return await AskAsync(client, text);
    }

    public static async Task<string> AskAsync(TcpClient client, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await client.GetStream().WriteAsync(bytes);
        await client.GetStream().ReadExactlyAsync(bytes).AsTask().WaitAsync(TimeSpan.FromMinutes(2));
        return Encoding.UTF8.GetString(bytes);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var (client, work) in _open)
        {
            client.Dispose();
            await work;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _open.Add((client, EchoAsync(client)));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The server has been disposed.
        }
    }

    private static async Task EchoAsync(TcpClient client)
    {
        try
        {
            await client.GetStream().CopyToAsync(client.GetStream());
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The connection is over.
        }
    }
}
