using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Brev.Sdk.Ssh.Connecting;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Running;

/// <summary>One command on the machine: starts it, moves its three streams, ends it when asked to, and gives its end.</summary>
internal sealed class RemoteCommand : IAsyncDisposable
{
    /// <summary>How long the machine may take to confirm that a killed command is gone.</summary>
    private const int KillConfirmation = 2000;

    /// <summary>How long a command that ends others may take: a connection that has stalled brings no answer at all.</summary>
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked whether anything has outlived TERM.</summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(100);

    private readonly SshConnection<SshClient> _connection;
    private readonly IDisposable _watching;
    private readonly SshCommand _command;
    private readonly RunMark _mark;
    private readonly SshRunOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly string _machine;
    private readonly CancellationTokenSource _dispose = new();
    private readonly CancellationTokenSource _inputFailed = new();
    private readonly CancellationToken _cancellationToken;
    private readonly Task _execution;
    private Exception? _inputFailure;

    private RemoteCommand(
        SshConnection<SshClient> connection, SshCommand command, RunMark mark, Task execution, SshRunOptions options, SshConnector connector,
        CancellationToken cancellationToken)
    {
        (_connection, _mark, _watching) = (connection, mark, connection.Peer.Watch());
        (_command, _execution, _options, _timeProvider, _machine, _cancellationToken) =
            (command, execution, options, connector.TimeProvider, connector.Machine, cancellationToken);
        _ = options.Input is { } input ? SendAsync(input) : Task.CompletedTask;
        End = WatchAsync(Task.WhenAll(
            PumpAsync(command.OutputStream, Output, connection.Peer), PumpAsync(command.ExtendedOutputStream, Error, connection.Peer)));
    }

    public SpooledPipe Output { get; } = new();

    public SpooledPipe Error { get; } = new();

    /// <summary>How it has ended: an exit status, or a signal.</summary>
    public Task<CommandEnd> End { get; }

    /// <summary>Starts a command.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="text">The command in its surroundings.</param>
    /// <param name="mark">The mark that it bears.</param>
    /// <param name="options">Input and limits.</param>
    /// <param name="connector">What knows the machine and the time.</param>
    /// <param name="startToken">Ends the starting.</param>
    /// <param name="cancellationToken">Ends the command, also later.</param>
    public static async Task<RemoteCommand> StartAsync(
        SshConnection<SshClient> connection, string text, RunMark mark, SshRunOptions options, SshConnector connector,
        CancellationToken startToken, CancellationToken cancellationToken)
    {
        var (command, machine) = (connection.Client.CreateCommand(text), connector.Machine);
        using var limit = new CancellationTokenSource(options.Timeout, connector.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, startToken);

        // The library opens the channel on the calling thread, and waits there, for as long as a stalled connection lasts.
        var opening = Task.Run<Func<Task>>(() =>
        {
            var execution = command.ExecuteAsync(CancellationToken.None);
            return () => execution;
        });
        try
        {
            var execution = (await connection.Peer.RunAsync(_ => opening.WaitAsync(either.Token), either.Token).ConfigureAwait(false))();
            return new RemoteCommand(connection, command, mark, execution, options, connector, cancellationToken);
        }
        catch (Exception exception)
        {
            _ = DiscardAsync();
            startToken.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested
                ? new BrevTimeoutException(
                    $"A command on {machine} could not be started within its time limit of {options.Timeout.TotalSeconds:0.###} s: the "
                        + "machine does not answer. Look at the machine, or raise SshRunOptions.Timeout.", options.Timeout)
                : SshFailure.Translate(exception, machine, "start a command");
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
        _inputFailed.Dispose();
    }

    private async Task<CommandEnd> WatchAsync(Task pumps)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _timeProvider);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token, _cancellationToken, _dispose.Token, _inputFailed.Token, _connection.Peer.Lost);
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
            await EndRemoteAsync().ConfigureAwait(false);
            await pumps.ConfigureAwait(false);
            _cancellationToken.ThrowIfCancellationRequested();
            if (_inputFailure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            throw limit.IsCancellationRequested && !_dispose.IsCancellationRequested
                ? TimedOut()
                : new OperationCanceledException(_dispose.Token);
        }
        catch (Exception exception)
        {
            await pumps.ConfigureAwait(false);
            throw SshFailure.Translate(exception, _machine, "wait for a command");
        }

        await pumps.ConfigureAwait(false);
        return CommandEnd.Of(_command.ExitStatus, _command.ExitSignal) ?? throw new BrevSshException(
            SshFailureReason.ConnectionLost,
            $"{_machine} closed the channel of a command without an exit status, so that how the command has ended is not known. Its "
                + "server may have been restarted: look at the machine before running it again.");
    }

    /// <summary>
    /// TERM, and KILL when that does not help in time. Both are sent twice: as a request to the server, which any server may know, and by a
    /// command to all that bears the mark. The library's requests wait for the end on their thread, so the second is made while the first
    /// still waits.
    /// </summary>
    private async Task EndRemoteAsync()
    {
        var ended = _execution.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var request = Task.Run(() => _command.CancelAsync(forceKill: false, Timeout.Infinite));
        using var waited = new CancellationTokenSource();
        var kill = SignalMarkedAsync("TERM");
        var grace = Task.Delay(_options.KillAfter, _timeProvider, waited.Token);
        await Task.WhenAny(ended, grace).ConfigureAwait(false);
        await kill.ConfigureAwait(false);
        if (!await IsGoneBeforeAsync(grace).ConfigureAwait(false))
        {
            await SignalMarkedAsync("KILL").ConfigureAwait(false);
            await Task.Run(() => _command.CancelAsync(forceKill: true, KillConfirmation)).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing);
        }

        await waited.CancelAsync().ConfigureAwait(false);
        await request.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>What a command has started can outlive it, when it ignores TERM and the command does not.</summary>
    private async Task<bool> IsGoneBeforeAsync(Task grace)
    {
        while (!grace.IsCompleted)
        {
            if (!await SignalMarkedAsync("0").ConfigureAwait(false))
            {
                return true;
            }

            await Task.WhenAny(grace, Task.Delay(LookPause, _timeProvider)).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Ends as soon as that has been done, could not be done, or has not been done in time.</summary>
    /// <returns>Whether anything has got the signal.</returns>
    private async Task<bool> SignalMarkedAsync(string signal)
    {
        try
        {
            return await Task.Run(() => ExecuteKillAsync(signal)).WaitAsync(KillPatience, _timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> ExecuteKillAsync(string signal)
    {
        try
        {
            using var killer = _connection.Client.CreateCommand(_mark.Kill(signal));
            await killer.ExecuteAsync(CancellationToken.None).ConfigureAwait(false);
            return killer.Result.Length > 0;
        }
        catch (Exception exception)
            when (exception is SshException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
            // The connection is gone, and with it what could be done.
            return false;
        }
    }

    private BrevTimeoutException TimedOut() => new(
        $"A command on {_machine} ran longer than its time limit of {_options.Timeout.TotalSeconds:0.###} s and was ended there. Raise "
            + "SshRunOptions.Timeout if it needs more time.", _options.Timeout);

    /// <summary>The library's stream blocks its reader, which therefore has a thread of its own.</summary>
    private static Task PumpAsync(Stream from, SpooledPipe to, PeerWatch peer) => Task.Factory.StartNew(
        () =>
        {
            var buffer = new byte[81920];
            try
            {
                for (int count; (count = from.Read(buffer, 0, buffer.Length)) > 0;)
                {
                    peer.Heard();
                    to.Write(buffer.AsSpan(0, count));
                }
            }
            finally
            {
                to.Complete();
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private async Task SendAsync(Stream input)
    {
        try
        {
            var stream = _command.CreateInputStream();
            if (await CommandInput.SendAsync(input, stream, _dispose.Token).ConfigureAwait(false) is { } failure)
            {
                // The stream stays open: its end would tell the command that it has got all.
                _inputFailure = failure;
                await _inputFailed.CancelAsync().ConfigureAwait(false);
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
