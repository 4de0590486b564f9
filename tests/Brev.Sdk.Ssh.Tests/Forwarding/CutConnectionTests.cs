using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Ssh.Forwarding;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Ssh.Tests.Forwarding;

/// <summary>What a program lags behind by is kept up to a limit, and an answer is waited for up to one.</summary>
public sealed class CutConnectionTests
{
    private const int Sent = 64 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_program_that_does_not_get_all_sees_a_reset_and_no_end()
    {
        var (program, client) = await ConnectAsync();
        var (channel, machine) = await ConnectAsync();
        using (client)
        using (machine)
        {
            using var connection = new ForwardedConnection(program, channel, Silence, TimeProvider.System, static () => { }, 1);
            var running = connection.RunAsync(CancellationToken.None);
            try
            {
                await machine.SendAsync(new byte[Sent]).WaitAsync(Patience);
                machine.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The connection has ended before all was sent.
            }

            await Assert.ThrowsAsync<SocketException>(() => ReadToEndAsync(client).WaitAsync(Patience));
            await running.WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task A_program_that_has_ended_its_sending_waits_for_its_answer_up_to_the_limit_and_then_sees_a_reset_and_no_end()
    {
        var clock = new FakeClock(DateTimeOffset.UnixEpoch);
        var (program, client) = await ConnectAsync();
        var (channel, machine) = await ConnectAsync();
        using (client)
        using (machine)
        {
            using var connection = new ForwardedConnection(program, channel, Silence, clock, static () => { });
            var running = connection.RunAsync(CancellationToken.None);
            client.Shutdown(SocketShutdown.Send);
            await clock.WaitForTimerAsync(Silence);
            clock.Advance(Silence - TimeSpan.FromSeconds(1));

            await machine.SendAsync(new byte[1]);

            Assert.Equal(1, await client.ReceiveAsync(new byte[2]).WaitAsync(Patience));
            clock.Advance(Silence);
            await Assert.ThrowsAsync<SocketException>(() => ReadToEndAsync(client).WaitAsync(Patience));
            await running.WaitAsync(Patience);
        }
    }

    private static async Task ReadToEndAsync(Socket from)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) > 0)
        {
        }
    }

    private static async Task<(Socket Accepted, Socket Connected)> ConnectAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connected = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await connected.ConnectAsync(listener.LocalEndpoint);
        return (await listener.AcceptSocketAsync(), connected);
    }
}
