using System.Net;
using System.Net.Sockets;
using System.Text;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Forwarding;

/// <summary>Forwarded ports in both directions.</summary>
public sealed class ForwardTests
{
    [SshFact]
    public async Task A_local_port_leads_to_the_machine()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ForwardAsync(echo.Port);

        Assert.Equal("hello", await EchoServer.AskAsync(forward.LocalPort, "hello"));
    }

    [SshFact]
    public async Task A_port_of_the_machine_leads_here()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ReverseForwardAsync(echo.Port);

        Assert.Equal("hello", await EchoServer.AskAsync(forward.RemotePort, "hello"));
    }

    [SshIPv6Fact(mustBeNamed: true)]
    public async Task A_service_of_the_machine_that_listens_on_the_loopback_of_IPv6_alone_is_reached()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer(IPAddress.IPv6Loopback);
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ForwardAsync(echo.Port);

        Assert.Equal("hello", await EchoServer.AskAsync(forward.LocalPort, "hello"));
    }

    [SshIPv6Fact]
    public async Task A_service_here_that_listens_on_the_loopback_of_IPv6_alone_is_reached()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer(IPAddress.IPv6Loopback);
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ReverseForwardAsync(echo.Port);

        Assert.Equal("hello", await EchoServer.AskAsync(forward.RemotePort, "hello"));
    }

    [SshFact]
    public async Task Twenty_connections_are_open_at_once()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ForwardAsync(echo.Port);
        var clients = Enumerable.Range(0, 20).Select(_ => new TcpClient()).ToArray();
        foreach (var client in clients)
        {
            await client.ConnectAsync(IPAddress.Loopback, forward.LocalPort);
        }

        var answers = await Task.WhenAll(clients.Select((client, number) => EchoServer.AskAsync(client, $"hello {number}")));

        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"hello {number}"), answers);
        Array.ForEach(clients, client => client.Dispose());
    }

    [SshFact]
    public async Task A_client_that_does_not_read_holds_up_no_other()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ForwardAsync(echo.Port);
        using var lazy = new TcpClient();
        await lazy.ConnectAsync(IPAddress.Loopback, forward.LocalPort);
        await lazy.GetStream().WriteAsync(new byte[20_000_000]);

        Assert.Equal("hello", await EchoServer.AskAsync(forward.LocalPort, "hello"));
    }

    [SshFact]
    public async Task The_port_closes_with_the_session()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        var session = await stage.ConnectAsync();
        var forward = await session.ForwardAsync(echo.Port);

        await session.DisposeAsync();

        await Assert.ThrowsAnyAsync<SocketException>(() => EchoServer.AskAsync(forward.LocalPort, "hello"));
    }

    [SshFact]
    public async Task A_taken_local_port_is_named()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => session.ForwardAsync(echo.Port, echo.Port));

        Assert.Equal(SshFailureReason.Refused, exception.Reason);
        Assert.Contains($"Port {echo.Port}", exception.Message, StringComparison.Ordinal);
    }
}
