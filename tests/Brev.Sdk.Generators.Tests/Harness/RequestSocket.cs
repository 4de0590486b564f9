using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>
/// A socket that keeps the bytes of the last request and answers that all is done. What it gives is read from these bytes and from nothing
/// that a client knows about its request.
/// </summary>
internal sealed class RequestSocket : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public RequestSocket()
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>What stands in the first line between the method and the version.</summary>
    public string Target { get; private set; } = "";

    /// <summary>The lines of the headers by their names, values untouched.</summary>
    public Dictionary<string, string> Headers { get; private set; } = [];

    public string Body { get; private set; } = "";

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _serving.GetAwaiter().GetResult();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadAsync(stream))
            {
                await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), _end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has gone, or the test has.
        }
    }

    /// <summary>Reads one request; false when no more comes.</summary>
    private async Task<bool> ReadAsync(NetworkStream stream)
    {
        if (await LineAsync(stream) is not { Length: > 0 } first)
        {
            return false;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(line[..colon], line[(colon + 1)..].Trim(' '));
        }

        (Target, Headers, Body) = (first.Split(' ')[1], headers, Encoding.UTF8.GetString(await BodyAsync(stream, headers)));
        return true;
    }

    private async Task<byte[]> BodyAsync(NetworkStream stream, Dictionary<string, string> headers)
    {
        if (!headers.ContainsKey("Transfer-Encoding"))
        {
            return await BytesAsync(stream, int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture));
        }

        using var body = new MemoryStream();
        while (int.Parse((await LineAsync(stream))!, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            body.Write(await BytesAsync(stream, length));
            await LineAsync(stream);
        }

        await LineAsync(stream);
        return body.ToArray();
    }

    private async Task<byte[]> BytesAsync(NetworkStream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }

    /// <summary>A line without its end; none at the end of the stream.</summary>
    private async Task<string?> LineAsync(NetworkStream stream)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (await stream.ReadAsync(next, _end.Token) == 1)
        {
            if (next[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(next[0]);
        }

        return null;
    }
}
