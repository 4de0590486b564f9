using System.Net.Sockets;
using Brev.Sdk.Ssh.Running;

namespace Brev.Sdk.Ssh.Forwarding;

/// <summary>
/// One forwarded connection: between a program here and the library's own socket for the channel. What comes from the machine never waits
/// for the program, because the library receives for all connections on one thread. When the program ends its sending, the machine hears of
/// it only with the end of the whole connection: the library closes both directions at once, and an answer that is still to come would be
/// lost.
/// </summary>
internal sealed class ForwardedConnection(Socket program, Socket channel) : IDisposable
{
    private const int MemoryLimit = 256 * 1024;
    private const int BufferLength = 64 * 1024;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var waiting = new SpooledPipe(MemoryLimit);
        var up = CopyAsync(program, channel, end.Token);
        var down = ReceiveAsync(channel, waiting, end.Token);
        await DeliverAsync(waiting, end.Token).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(up, down).ConfigureAwait(false);
    }

    public void Dispose()
    {
        program.Dispose();
        channel.Dispose();
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is over; the other direction sees it as well.
        }
    }

    private static async Task ReceiveAsync(Socket from, SpooledPipe to, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                to.Write(buffer.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // What has arrived is still delivered.
        }
        finally
        {
            to.Complete();
        }
    }

    private async Task DeliverAsync(SpooledPipe from, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await program.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken).ConfigureAwait(false);
                }
            }

            program.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The program has closed its end.
        }
    }
}
