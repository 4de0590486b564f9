using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Running;

/// <summary>Ends one command on the machine, and finds out what is left of it.</summary>
internal sealed class CommandEnding(SshClient client, SshCommand command, Task execution, RunMark mark, TimeProvider timeProvider)
{
    /// <summary>How long the machine may take to confirm that a killed command is gone.</summary>
    private const int KillConfirmation = 2000;

    /// <summary>How long each step of an end may take: a connection that has stalled brings no answer, and may take no request.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked whether anything has outlived TERM.</summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<int> _processes = [];
    private bool _isStalled;

    /// <summary>
    /// TERM, and KILL when that does not help in time. Both are sent twice: as a request to the server, which any server may know, and by a
    /// command to all that bears the mark. The library's requests wait for the end on their thread, so the second is made while the first
    /// still waits.
    /// </summary>
    /// <returns>What is not known to have ended, and what to do about it; <see langword="null"/> when all has.</returns>
    public async Task<string?> EndAsync(TimeSpan killAfter)
    {
        var ended = execution.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var request = Task.Run(() => command.CancelAsync(forceKill: false, Timeout.Infinite));
        using var waited = new CancellationTokenSource();
        var kill = SignalAsync("TERM");
        var grace = Task.Delay(killAfter, timeProvider, waited.Token);
        await Task.WhenAny(ended, grace).ConfigureAwait(false);
        await kill.ConfigureAwait(false);
        var left = await LeftAfterAsync(grace).ConfigureAwait(false);
        if (left.Count > 0 || !ended.IsCompleted)
        {
            await SignalAsync("KILL").ConfigureAwait(false);
            await Task.Run(() => command.CancelAsync(forceKill: true, KillConfirmation)).WaitAsync(Patience, timeProvider)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            left = await SignalAsync("0").ConfigureAwait(false);
        }

        await waited.CancelAsync().ConfigureAwait(false);
        await request.WaitAsync(Patience, timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var isConfirmed = CommandEnd.Of(command.ExitStatus, command.ExitSignal) is not null;
        var evidence = left.Count > 0 ? $"processes of it go on ({string.Join(", ", left.Order())})" : "its end is not confirmed";
        return left.Count == 0 && isConfirmed
            ? null
            : $" and told to end, but {evidence}: what runs as another user, as with sudo, or in a container does not get the signal. "
                + "Look at the machine, and end it there.";
    }

    /// <summary>What a command has started can outlive it, when it ignores TERM and the command does not.</summary>
    private async Task<IReadOnlyCollection<int>> LeftAfterAsync(Task grace)
    {
        while (true)
        {
            var left = await SignalAsync("0").ConfigureAwait(false);
            if (left.Count == 0 || grace.IsCompleted)
            {
                return left;
            }

            await Task.WhenAny(grace, Task.Delay(LookPause, timeProvider)).ConfigureAwait(false);
        }
    }

    /// <summary>Ends as soon as that has been done, could not be done, or has not been done in time.</summary>
    /// <returns>The processes of the command that are there, as far as they are known.</returns>
    private async Task<IReadOnlyCollection<int>> SignalAsync(string signal)
    {
        if (_isStalled)
        {
            return [];
        }

        try
        {
            var text = mark.Signal(signal, _processes);
            var found = await Task.Run(() => ExecuteKillAsync(text)).WaitAsync(Patience, timeProvider).ConfigureAwait(false);
            _processes.UnionWith(found);
            return found;
        }
        catch (TimeoutException)
        {
            _isStalled = true;
            return [];
        }
    }

    private async Task<IReadOnlyCollection<int>> ExecuteKillAsync(string text)
    {
        try
        {
            using var killer = client.CreateCommand(text);
            await killer.ExecuteAsync(CancellationToken.None).ConfigureAwait(false);
            return RunMark.Processes(killer.Result).ToHashSet();
        }
        catch (Exception exception)
            when (exception is SshException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
            // The connection is gone, and with it what could be done.
            return [];
        }
    }
}
