using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Brev.Sdk.Ssh.Running;

namespace Brev.Sdk;

/// <summary>A remote command that runs. Disposing it ends the command on the machine, if it has not ended by itself.</summary>
/// <example>
/// <code>
/// await using var run = await session.StartAsync("python3 train.py");
/// await foreach (var line in run.ReadLinesAsync())
/// {
///     Console.WriteLine(line.Text);
/// }
///
/// var result = await run.WaitAsync();
/// </code>
/// </example>
public sealed class SshRun : IAsyncDisposable
{
    /// <summary>Lines that are ready before the reader takes them; the rest waits as bytes.</summary>
    private const int ReadyLines = 256;

    private readonly RemoteCommand _command;
    private readonly Action<SshRun> _atEnd;
    private int _isRead;
    private int _isDisposed;

    internal SshRun(RemoteCommand command, Action<SshRun> atEnd) => (_command, _atEnd) = (command, atEnd);

    /// <summary>
    /// The lines that the command prints, as they come, those of its error stream among the others; ends with the command. Lines of one
    /// stream keep their order; between the two it is about that of their arrival. A reader who is slow does not hold up the command: what
    /// waits is kept in memory up to 1 MB, and beyond that in a temporary file without a name. After a loop that is left early the command
    /// goes on, and what else it prints is dropped.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading; the command goes on.</param>
    /// <exception cref="InvalidOperationException">The lines are being read already, or have been: they are given once.</exception>
    /// <exception cref="BrevSshException">The connection broke after the last line; how the command has ended is not known.</exception>
    /// <exception cref="BrevTimeoutException">Its time limit has passed, and it was ended.</exception>
    public async IAsyncEnumerable<SshOutputLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("The lines of a remote command are given once. Keep what is needed again.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateBounded<SshOutputLine>(ReadyLines);
        var splitting = SplitAsync(lines.Writer, stop.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return line;
            }

            // All lines of a command that was cut off are not all of its lines.
            await _command.End.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await splitting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // No reader takes the rest. To keep it would fill the disk.
            _command.Output.Dispose();
            _command.Error.Dispose();
        }
    }

    /// <summary>Waits until the command has ended. What it has printed is in the lines, not in the result.</summary>
    /// <param name="cancellationToken">Ends the wait; the command goes on.</param>
    /// <exception cref="BrevSshException">The connection broke; how the command has ended is not known.</exception>
    /// <exception cref="BrevTimeoutException">Its time limit has passed, and it was ended.</exception>
    public async Task<SshCommandResult> WaitAsync(CancellationToken cancellationToken = default)
    {
        var end = await _command.End.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new SshCommandResult(end.ExitStatus, "", "") { Signal = end.Signal };
    }

    /// <summary>Ends the command on the machine, if it still runs: TERM, after a moment KILL, then the channel is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _command.DisposeAsync().ConfigureAwait(false);
            _atEnd(this);
        }
    }

    /// <summary>
    /// Reads both streams to their ends, as text or into the streams of the options. A stream of the application that fails ends the
    /// command, and its exception is the result.
    /// </summary>
    internal async Task<SshCommandResult> CollectAsync(SshRunOptions options, CancellationToken cancellationToken)
    {
        using var one = options.Output is not null && ReferenceEquals(options.Output, options.Error) ? new SemaphoreSlim(1) : null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = OutputText.CollectAsync(_command.Output, options.Output, one, stop.Token);
        var error = OutputText.CollectAsync(_command.Error, options.Error, one, stop.Token);
        try
        {
            for (List<Task> open = [output, error, _command.End]; open.Count > 0;)
            {
                var ended = await Task.WhenAny(open).ConfigureAwait(false);
                open.Remove(ended);
                await ended.ConfigureAwait(false);
            }
        }
        catch
        {
            // What a command has printed that is over is still delivered, but a stream that takes nothing is not waited for.
            Task both = Task.WhenAll(output, error);
            stop.CancelAfter(CommandEnding.Patience);
            await (_command.End.IsCompleted ? both : Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await DisposeAsync().ConfigureAwait(false);
            await both.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                // Its end says what goes on there; the streams know only that they were cancelled.
                await _command.End.ConfigureAwait(false);
            }

            throw;
        }

        var end = await _command.End.ConfigureAwait(false);
        return new SshCommandResult(
            end.ExitStatus, await output.ConfigureAwait(false), await error.ConfigureAwait(false)) { Signal = end.Signal };
    }

    private async Task SplitAsync(ChannelWriter<SshOutputLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(
                OutputText.SplitAsync(_command.Output, isError: false, lines, cancellationToken),
                OutputText.SplitAsync(_command.Error, isError: true, lines, cancellationToken)).ConfigureAwait(false);
            lines.Complete();
        }
        catch (Exception exception)
        {
            lines.Complete(exception);
            throw;
        }
    }
}
