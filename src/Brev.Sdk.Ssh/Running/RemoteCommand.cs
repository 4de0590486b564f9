using System.Runtime.ExceptionServices;
using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Diagnostics;
using Microsoft.Extensions.Logging;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Running;

/// <summary>One command on the machine: starts it, moves its three streams, ends it when asked to, and gives its end.</summary>
internal sealed class RemoteCommand : IAsyncDisposable
{
    private readonly SshConnection<SshClient> _connection;
    private readonly IDisposable _watching;
    private readonly SshCommand _command;
    private readonly RunMark _mark;
    private readonly SshRunOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly string _machine;
    private readonly CancellationTokenSource _dispose = new();
    private readonly CancellationTokenSource _failed = new();
    private readonly CancellationToken _cancellationToken;
    private readonly Task _execution;
    private byte[] _errors = [];
    private Exception? _failure;

    /// <summary>Why output could not be kept for its reader.</summary>
    private volatile Exception? _lostOutput;

    private RemoteCommand(
        SshConnection<SshClient> connection, SshCommand command, RunMark mark, Task execution, SshRunOptions options,
        SshConnector connector, CancellationToken cancellationToken)
    {
        (_connection, _mark, _watching, _logger) = (connection, mark, connection.Peer.Watch(), connector.Logger);
        (_command, _execution, _options, _timeProvider, _machine, _cancellationToken) =
            (command, execution, options, connector.TimeProvider, connector.Machine, cancellationToken);
        (Output, Error) = (new SpooledPipe(options.MaxWaitingOutput), new SpooledPipe(options.MaxWaitingOutput));
        _ = options.Input is { } input ? SendAsync(input) : Task.CompletedTask;
        End = WatchAsync(Task.WhenAll(PumpAsync(command.OutputStream, Output), PumpAsync(command.ExtendedOutputStream, Error)));
    }

    public SpooledPipe Output { get; }

    public SpooledPipe Error { get; }

    /// <summary>How it has ended: an exit status, or a signal.</summary>
    public Task<CommandEnd> End { get; }

    /// <summary>Starts a command.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="text">The command in its surroundings.</param>
    /// <param name="mark">The mark that it bears.</param>
    /// <param name="options">Input and limits.</param>
    /// <param name="connector">What knows the machine and the time.</param>
    /// <param name="limit">Ends the starting.</param>
    /// <param name="cancellationToken">Ends the command, also later.</param>
    public static async Task<RemoteCommand> StartAsync(
        SshConnection<SshClient> connection, string text, RunMark mark, SshRunOptions options, SshConnector connector,
        StartLimit limit, CancellationToken cancellationToken)
    {
        var command = connection.Client.CreateCommand(text);

        // The library opens the channel on the calling thread, and waits there, for as long as a stalled connection lasts.
        var opening = Task.Run<Func<Task>>(() =>
        {
            var execution = command.ExecuteAsync(CancellationToken.None);
            return () => execution;
        });
        try
        {
            var open = await limit.RunAsync(token => connection.Peer.RunAsync(_ => opening.WaitAsync(token), token)).ConfigureAwait(false);
            var execution = open();
            return new RemoteCommand(connection, command, mark, execution, options, connector, cancellationToken);
        }
        catch (Exception exception)
        {
            connection.Note(exception);
            _ = DiscardAsync();
            throw SshFailure.Translate(exception, connector.Machine, "start a command");
        }

        // A command that starts after all is ended like any other.
        async Task DiscardAsync()
        {
            try
            {
                var execution = (await opening.ConfigureAwait(false))();
                var late = new RemoteCommand(connection, command, mark, execution, new SshRunOptions(), connector, CancellationToken.None);
                await late.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception)
            {
                command.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _dispose.CancelAsync().ConfigureAwait(false);
        await ((Task)End).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The input is not waited for: a write that the machine no longer takes lasts until the connection ends.
        await Task.Run(_command.Dispose).WaitAsync(_connection.Peer.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Output.Dispose();
        Error.Dispose();
        _dispose.Dispose();
        _failed.Dispose();
    }

    private async Task<CommandEnd> WatchAsync(Task pumps)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _timeProvider);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token, _cancellationToken, _dispose.Token, _failed.Token, _connection.Peer.Lost);
        using var watching = _watching;
        try
        {
            await _execution.WaitAsync(any.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_connection.Peer.IsLost)
        {
            // What the library still does with the connection is not waited for.
            Output.Complete();
            Error.Complete();
            throw SshFailure.Translate(_connection.Peer.Silence, _machine, "wait for a command");
        }
        catch (OperationCanceledException)
        {
            var left = await new CommandEnding(_connection.Client, _command, _execution, _mark, _timeProvider).EndAsync(_options.KillAfter)
                .ConfigureAwait(false);
            await EndPumpsAsync(pumps).ConfigureAwait(false);
            if (left is not null)
            {
                SshLog.GoesOn(_logger, _machine, left);
            }

            if (_cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(
                    $"A command on {_machine} was cancelled{left ?? " and has ended there."}", _cancellationToken);
            }

            if (_failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            throw limit.IsCancellationRequested && !_dispose.IsCancellationRequested
                ? TimedOut(left)
                : new OperationCanceledException(_dispose.Token);
        }
        catch (Exception exception)
        {
            _connection.Note(exception);
            await pumps.ConfigureAwait(false);
            throw SshFailure.Translate(exception, _machine, "wait for a command");
        }

        await pumps.ConfigureAwait(false);
        if (_lostOutput is { } lost)
        {
            // The command had ended before its output was read.
            ExceptionDispatchInfo.Throw(lost);
        }

        var end = CommandEnd.Of(_command.ExitStatus, _command.ExitSignal) ?? throw new BrevSshException(
            SshFailureReason.ConnectionLost,
            $"{_machine} closed the channel of a command without an exit status, so that how the command has ended is not known. Its "
                + "server may have been restarted: look at the machine before running it again.");
        return !_mark.IsNotEntered(end, _errors) ? end : throw new BrevSshException(
            SshFailureReason.Refused,
            $"The folder '{_options.WorkingDirectory}' of {_machine} cannot be entered, so that the command did not run. Check "
                + "SshRunOptions.WorkingDirectory: whether the folder is there, and open to this user.");
    }

    /// <summary>A channel that could not be closed on a jammed connection brings no end of the streams.</summary>
    private async Task EndPumpsAsync(Task pumps)
    {
        await pumps.WaitAsync(CommandEnding.Patience, _timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Output.Complete();
        Error.Complete();
    }

    private BrevTimeoutException TimedOut(string? left) => new(
        $"A command on {_machine} ran longer than its time limit of {_options.Timeout.TotalSeconds:0.###} s"
            + $"{left ?? " and was ended there."} Raise SshRunOptions.Timeout if it needs more time.", _options.Timeout);

    /// <summary>The end of the error stream, which tells whether the command has run.</summary>
    private void KeepErrors(ReadOnlySpan<byte> bytes)
    {
        var last = bytes[Math.Max(0, bytes.Length - RunMark.NotEnteredLength)..];
        _errors = [.. _errors.AsSpan(Math.Max(0, _errors.Length + last.Length - RunMark.NotEnteredLength)), .. last];
    }

    /// <summary>
    /// The library's stream blocks its reader, which therefore has a thread of its own. Output that cannot be kept for its reader ends the
    /// command: the library would go on to keep it in memory.
    /// </summary>
    private Task PumpAsync(Stream from, SpooledPipe to) => Task.Factory.StartNew(
        () =>
        {
            var buffer = new byte[81920];
            try
            {
                for (int count; (count = from.Read(buffer, 0, buffer.Length)) > 0;)
                {
                    _connection.Peer.Heard();
                    to.Write(buffer.AsSpan(0, count));
                    if (to == Error)
                    {
                        KeepErrors(buffer.AsSpan(0, count));
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _lostOutput = new BrevSshException(
                    SshFailureReason.OutputOverflow,
                    $"What a command on {_machine} prints cannot be kept for its reader: {exception.Message.TrimEnd('.')}. The command was "
                        + "told to end. Read its output as it comes, or send it to a file there.",
                    exception);
                Fail(_lostOutput);
            }
            finally
            {
                to.Complete();
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>Ends the command, because a stream has failed; its exception is the result.</summary>
    private void Fail(Exception failure)
    {
        _failure = failure;
        _failed.Cancel();
    }

    private async Task SendAsync(Stream input)
    {
        try
        {
            var stream = _command.CreateInputStream();
            if (await CommandInput.SendAsync(input, stream, _dispose.Token).ConfigureAwait(false) is { } failure)
            {
                // The stream stays open: its end would tell the command that it has got all.
                Fail(failure);
                return;
            }

            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The channel is closed: the command has ended without reading all of it, as head does, or its end tells that it was lost.
        }
    }
}
