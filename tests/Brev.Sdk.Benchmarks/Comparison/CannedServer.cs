using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>
/// The least of a server, in a process of its own: it answers each route with bytes that are ready, until its standard input ends.
/// </summary>
internal static class CannedServer
{
    private static readonly byte[] GetOne = Answer(Scenario.GetOne);
    private static readonly byte[] List = Answer(Scenario.List);
    private static readonly byte[] Empty = Answer(Scenario.Empty);
    private static readonly byte[] Missing = Answer(Scenario.Missing);

    public static async Task<int> RunAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1024);
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}");
        _ = AcceptAsync(listener);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var connection = await listener.AcceptAsync();
            connection.NoDelay = true;
            _ = ServeAsync(connection);
        }
    }

    private static async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            var buffer = new byte[16 * 1024];
            var length = 0;
            while (true)
            {
                var read = await connection.ReceiveAsync(buffer.AsMemory(length));
                if (read == 0)
                {
                    return;
                }

                length += read;
                if (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                {
                    continue;
                }

                await connection.SendAsync(Find(buffer.AsSpan(0, length)));
                length = 0;
            }
        }
    }

    private static ReadOnlyMemory<byte> Find(ReadOnlySpan<byte> request)
    {
        var line = request[..request.IndexOf((byte)'\r')];
        return line.IndexOf("/api/organizations/"u8) >= 0 ? List
            : line.IndexOf("/block "u8) >= 0 ? Empty
            : line.IndexOf("/missing "u8) >= 0 ? Missing
            : GetOne;
    }

    private static byte[] Answer(Scenario scenario)
    {
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {(int)scenario.Status} {scenario.Status}\r\nContent-Length: {scenario.Body.Length}\r\n"
                + $"{(scenario.Body.Length == 0 ? "" : "Content-Type: application/json\r\n")}\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. scenario.Body];
    }
}
