using System.Net.Sockets;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Forwarding;

/// <summary>What an application sees of the end of a forward.</summary>
public sealed class CompletionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_forward_whose_connection_breaks_says_so(bool isReverse)
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        await using var forward = await (isReverse ? session.ReverseForwardAsync(echo.Port) : session.ForwardAsync(echo.Port));

        await stage.Server.EndAsync();

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => forward.Completion.WaitAsync(Patience));
        Assert.Equal(SshFailureReason.ConnectionLost, exception.Reason);
    }

    [SshFact]
    public async Task The_port_of_a_forward_whose_connection_has_broken_is_closed()
    {
        await using var stage = await SshStage.StartAsync();
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ForwardAsync(echo.Port);
        await stage.Server.EndAsync();

        await Assert.ThrowsAsync<BrevSshException>(() => forward.Completion.WaitAsync(Patience));

        await Assert.ThrowsAsync<SocketException>(() => EchoServer.AskAsync(forward.LocalPort, "hello"));
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_forward_that_is_disposed_alone_or_with_its_session_ends_well(bool isWithSession)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var forward = await session.ForwardAsync(1);

        await (isWithSession ? session.DisposeAsync() : forward.DisposeAsync());

        await forward.Completion;
    }
}
