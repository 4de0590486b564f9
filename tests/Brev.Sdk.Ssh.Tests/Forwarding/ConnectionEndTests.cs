using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Forwarding;

/// <summary>How one connection through a forwarded port ends, from either side.</summary>
public sealed class ConnectionEndTests : IDisposable
{
    private const int Many = 30;
    private const int AnswerLength = 1_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly TcpListener _service = new(IPAddress.Loopback, 0);

    public ConnectionEndTests() => _service.Start(Many);

    private int Port => ((IPEndPoint)_service.LocalEndpoint).Port;

    public void Dispose() => _service.Dispose();

    [SshFact]
    public async Task Connections_that_programs_here_have_closed_end_on_the_machine()
    {
        await using var stage = await SshStage.StartAsync(onFakeTime: true);
        stage.Options.KeepAliveInterval = TimeSpan.FromHours(1);
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ForwardAsync(Port);
        var open = new List<Socket>();
        for (var number = 0; number < Many; number++)
        {
            using var program = await ConnectAsync(forward.LocalPort);
            await program.SendAsync(new byte[1]);
            open.Add(await AcceptAsync());
        }

        var ends = Task.WhenAll(open.Select(ReadToEndAsync));
        while (await Task.WhenAny(ends, stage.Fake.Clock.WaitForTimerAsync(Silence)) != ends)
        {
            stage.Fake.Clock.Advance(Silence);
        }

        Assert.Equal(Enumerable.Repeat(1, Many), await ends);
        open.ForEach(connection => connection.Dispose());
    }

    [SshFact]
    public async Task A_connection_of_the_machine_ends_there_when_the_program_here_closes_it()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ReverseForwardAsync(Port);
        using var onMachine = await ConnectAsync(forward.RemotePort);
        (await AcceptAsync()).Dispose();

        Assert.Equal(0, await ReadToEndAsync(onMachine));
    }

    [SshFact]
    public async Task A_program_that_has_ended_its_sending_gets_the_rest_of_the_answer()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var forward = await session.ForwardAsync(Port);
        using var program = await ConnectAsync(forward.LocalPort);
        await program.SendAsync(new byte[1]);
        program.Shutdown(SocketShutdown.Send);
        using var service = await AcceptAsync();
        await service.ReceiveAsync(new byte[1]);

        await service.SendAsync(new byte[AnswerLength]);
        service.Shutdown(SocketShutdown.Send);

        Assert.Equal(AnswerLength, await ReadToEndAsync(program));
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private async Task<Socket> AcceptAsync() => await _service.AcceptSocketAsync().WaitAsync(Patience);

    private static async Task<int> ReadToEndAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Patience);
        var (buffer, total) = (new byte[65536], 0);
        for (int count; (count = await socket.ReceiveAsync(buffer, limit.Token)) > 0;)
        {
            total += count;
        }

        return total;
    }
}
