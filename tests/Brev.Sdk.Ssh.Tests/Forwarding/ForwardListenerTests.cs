using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Forwarding;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Ssh.Tests.Forwarding;

/// <summary>Connections that fail before they are joined.</summary>
public sealed class ForwardListenerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_cannot_be_accepted_or_joined_ends_no_other(bool isAccept)
    {
        await using var fake = await FakeBrev.StartAsync();
        var log = new CollectedLog();
        var options = fake.CreateOptions();
        (options.LoggerFactory, options.TimeProvider) = (log, TimeProvider.System);
        using var brev = new BrevClient(options);
        await using var connector = new SshConnector(brev, new WorkspaceTarget(brev, "ws0000001", null), new SshOptions());
        await using var echo = new EchoServer();
        var (accepts, joins) = (0, 0);
        await using var listener = new ForwardListener(
            connector,
            0,
            async (accepted, token) => !isAccept && joins++ == 0
                ? throw new IOException("Nothing can be joined now.")
                : new ForwardedConnection(
                    accepted, await ConnectAsync(echo.Port, token), Timeout.InfiniteTimeSpan, TimeProvider.System, static () => { }),
            (inner, token) => isAccept && accepts++ == 0
                ? throw new SocketException((int)SocketError.TooManyOpenSockets)
                : inner.AcceptSocketAsync(token));
        await (isAccept ? Task.CompletedTask : Assert.ThrowsAnyAsync<IOException>(() => EchoServer.AskAsync(listener.Port, "first")));

        Assert.Equal("hello", await EchoServer.AskAsync(listener.Port, "hello").WaitAsync(Patience));
        Assert.Equal(isAccept ? 1 : 0, log.Warnings.Count());
    }

    private static async Task<Socket> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return socket;
    }
}
