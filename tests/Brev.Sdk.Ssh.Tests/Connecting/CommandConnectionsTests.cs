using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>More commands than a connection takes.</summary>
public sealed class CommandConnectionsTests
{
    private const int MostOfAConnection = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [SshFact]
    public async Task A_command_that_waits_for_a_new_connection_ends_at_its_own_limit()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        stage.Fake.Workspaces.SshEndpoint = new DnsEndPoint("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port);
        await stage.Server.EndAsync();
        Exception? exception;
        do
        {
            // The end of the first connection may be seen only now; the next call makes one anew.
            exception = await Record.ExceptionAsync(() =>
                session.RunAsync("true", new SshRunOptions { Timeout = TimeSpan.FromSeconds(2) }).WaitAsync(Patience));
        }
        while (exception is BrevSshException { Reason: SshFailureReason.ConnectionLost });

        Assert.Contains("could not be started within its time limit of 2 s", Assert.IsType<BrevTimeoutException>(exception).Message);
    }

    [SshFact]
    public async Task A_command_that_waits_for_a_further_connection_takes_the_place_of_one_that_has_ended()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var running = new List<SshRun>();
        for (var number = 0; number < MostOfAConnection; number++)
        {
            running.Add(await session.StartAsync("sleep 600"));
        }

        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        stage.Fake.Workspaces.SshEndpoint = new DnsEndPoint("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port);
        var next = session.RunAsync("echo next");
        using var connecting = await silent.AcceptSocketAsync().WaitAsync(Patience);

        await running[0].DisposeAsync();

        Assert.Equal("next\n", (await next.WaitAsync(Patience)).Output);
        Assert.False(silent.Pending());
    }
}
