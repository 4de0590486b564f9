using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Ssh.Forwarding;

namespace Brev.Sdk.Ssh.Tests.Forwarding;

/// <summary>What a program lags behind by is kept up to a limit.</summary>
public sealed class CutConnectionTests
{
    private const int Sent = 64 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_program_that_does_not_get_all_sees_a_reset_and_no_end()
    {
        var (program, client) = await ConnectAsync();
        var (channel, machine) = await ConnectAsync();
        using (client)
        using (machine)
        {
            using var connection = new ForwardedConnection(program, channel, TimeProvider.System, static () => { }, fileLimit: 1);
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
