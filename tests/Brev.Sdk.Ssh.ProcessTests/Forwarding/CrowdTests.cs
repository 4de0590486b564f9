using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Brev.Sdk.Ssh.Tests.Forwarding;
using Brev.Sdk.Ssh.Tests.Server;
using Xunit.Abstractions;

namespace Brev.Sdk.Ssh.ProcessTests.Forwarding;

/// <summary>Many connections and much data through one forwarded port.</summary>
[Collection("ssh")]
public sealed class CrowdTests(ITestOutputHelper output)
{
    private const int Connections = 200;
    private const int Few = 20;

    /// <summary>
    /// About two seconds on an idle machine, and minutes where each connection waits until the pool adds a thread by itself.
    /// </summary>
    private static readonly TimeSpan Opened = TimeSpan.FromSeconds(30);

    [SshFact]
    public async Task Two_hundred_connections_at_once_carry_their_bytes_both_ways_unchanged()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ForwardAsync(echo.Port);
        var clients = Enumerable.Range(0, Connections).Select(_ => new TcpClient()).ToArray();
        var watch = Stopwatch.StartNew();
        foreach (var client in clients)
        {
            await client.ConnectAsync(IPAddress.Loopback, forward.LocalPort);
        }

        // Each has been answered once before any of them goes on, so that all are open at once.
        await Task.WhenAll(clients.Select((client, number) => EchoServer.AskAsync(client, $"hello {number}")));
        var opened = watch.Elapsed;
        var hashes = await Task.WhenAll(clients.Select((client, number) => ExchangeAsync(client, number, ProofSize.Bytes / Connections)));

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Connections} connections open after {opened.TotalSeconds:0.0} s; "
                + $"{ProofSize.Bytes:N0} bytes each way in {(watch.Elapsed - opened).TotalSeconds:0.0} s"));
        Assert.All(hashes, hash => Assert.Equal(hash.Sent, hash.Received));
        Assert.InRange(opened, TimeSpan.Zero, Opened);
        Array.ForEach(clients, client => client.Dispose());
    }

    [SshFact]
    public async Task Connections_that_have_ended_leave_the_pool_of_threads_as_it_was()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        ThreadPool.GetMinThreads(out var before, out _);
        await using (var forward = await session.ForwardAsync(echo.Port))
        {
            var clients = Enumerable.Range(0, Few).Select(_ => new TcpClient()).ToArray();
            await Task.WhenAll(clients.Select(client => client.ConnectAsync(IPAddress.Loopback, forward.LocalPort)));
            await Task.WhenAll(clients.Select(client => EchoServer.AskAsync(client, "hello")));
            Array.ForEach(clients, client => client.Dispose());
        }

        ThreadPool.GetMinThreads(out var after, out _);
        Assert.Equal(before, after);
    }

    private static async Task<(string Sent, string Received)> ExchangeAsync(TcpClient client, int seed, long length)
    {
        var sending = SendAsync(client.GetStream(), new Random(seed), length);
        var received = await ReceiveAsync(client.GetStream(), length);
        return (await sending, received);
    }

    private static async Task<string> SendAsync(NetworkStream stream, Random random, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        for (var left = length; left > 0; left -= buffer.Length)
        {
            random.NextBytes(buffer);
            var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, left));
            hash.AppendData(piece.Span);
            await stream.WriteAsync(piece);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static async Task<string> ReceiveAsync(NetworkStream stream, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        for (var left = length; left > 0;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)));
            Assert.NotEqual(0, count);
            hash.AppendData(buffer.AsSpan(0, count));
            left -= count;
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
