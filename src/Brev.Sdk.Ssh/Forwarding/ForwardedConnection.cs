using System.Net.Sockets;
using Brev.Sdk.Ssh.Running;

namespace Brev.Sdk.Ssh.Forwarding;

/// <summary>
/// One forwarded connection: between a program here and the library's own socket for the channel. What comes from the machine never waits
/// for the program, because the library receives for all connections on one thread. That the machine ends its sending is passed on to the
/// program, which then ends the connection. That the program does so cannot be passed on alone, because the library closes both directions
/// at once: whether the program has gone or only stopped sending, the rest of the answer is taken until the machine has been silent for a
/// while. Then the connection is reset, because a program that still waits must not take that for the end of its answer.
/// </summary>
internal sealed class ForwardedConnection(
    Socket program, Socket channel, TimeSpan longestSilence, TimeProvider timeProvider, Action heard,
    long fileLimit = ForwardedConnection.FileLimit) : IDisposable
{
    public const long FileLimit = 4L * 1024 * 1024 * 1024;

    private const int MemoryLimit = 256 * 1024;
    private const int BufferLength = 64 * 1024;

    private readonly CancellationTokenSource _silence = new(Timeout.InfiniteTimeSpan, timeProvider);
    private volatile bool _isLimited;
    private volatile bool _isCut;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var receiving = CancellationTokenSource.CreateLinkedTokenSource(end.Token, _silence.Token);
        using var waiting = new SpooledPipe(fileLimit, MemoryLimit);
        var up = SendAsync(end.Token);
        var down = ReceiveAsync(waiting, receiving.Token);
        if (!await DeliverAsync(waiting, end.Token).ConfigureAwait(false))
        {
            await end.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(up, down).ConfigureAwait(false);
    }

    public void Dispose()
    {
        program.Dispose();
        channel.Dispose();
        _silence.Dispose();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        try
        {
            for (int count; (count = await program.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                await SendAllAsync(channel, buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // One of both has gone, after which nothing can be sent either.
        }

        _isLimited = true;
        _silence.CancelAfter(longestSilence);
    }

    private async Task ReceiveAsync(SpooledPipe to, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        try
        {
            for (int count; (count = await channel.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                heard();
                to.Write(buffer.AsSpan(0, count));
                if (_isLimited)
                {
                    _silence.CancelAfter(longestSilence);
                }
            }
        }
        catch (Exception exception) when (exception is IOException || _silence.IsCancellationRequested)
        {
            // There is no room for what waits, or nothing has come for too long: the library must not wait for this connection.
            _isCut = true;
            channel.Dispose();
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // What has arrived is still delivered.
        }
        finally
        {
            to.Complete();
        }
    }

    /// <returns>Whether the program has got all, and that it is all; otherwise it has gone.</returns>
    private async Task<bool> DeliverAsync(SpooledPipe from, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                await SendAllAsync(program, buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }

            if (_isCut)
            {
                // The program must not take what it has got for all: a reset is no end.
                program.LingerState = new LingerOption(enable: true, seconds: 0);
                program.Close();
                return false;
            }

            program.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            return false;
        }
    }

    private static async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes, cancellationToken).ConfigureAwait(false)..];
        }
    }

    /// <summary>Also a disk that has no room for what waits: it ends this connection, and no other.</summary>
    private static bool IsEnd(Exception exception) =>
        exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
