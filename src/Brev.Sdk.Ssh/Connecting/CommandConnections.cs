using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>
/// The connections of a session's commands: as many commands on each as an OpenSSH server allows, and a further connection when all are
/// taken, so that no command waits for another one to end. What comes first is taken: the further connection, or a place that is free
/// again.
/// </summary>
internal sealed class CommandConnections(SshConnector connector, SshConnection<SshClient> first)
{
    /// <summary>OpenSSH's default of MaxSessions is 10, and more are refused. Two are left for ending commands.</summary>
    private const int MostCommands = 8;

    private readonly object _lock = new();
    private readonly Dictionary<SshConnection<SshClient>, int> _commands = new() { [first] = 0 };
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A connection with room for one more command, which ends with <see cref="Return"/>.</summary>
    public async Task<SshConnection<SshClient>> TakeAsync(CancellationToken cancellationToken)
    {
        if (Find(out _) is { } free)
        {
            return free;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connecting = connector.ConnectAsync(ClientKinds.Commands, stop.Token);
        while (true)
        {
            if (Find(out var changed) is { } found)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (connecting.IsCompletedSuccessfully)
                {
                    Change(connecting.Result, 0);
                }

                return found;
            }

            if (connecting.IsCompleted)
            {
                var next = await connecting.ConfigureAwait(false);
                Change(next, 1);
                return next;
            }

            await Task.WhenAny(connecting, changed).ConfigureAwait(false);
        }
    }

    /// <summary>A command has ended.</summary>
    public void Return(SshConnection<SshClient> connection) => Change(connection, -1);

    private SshConnection<SshClient>? Find(out Task changed)
    {
        lock (_lock)
        {
            changed = _changed.Task;
            var found = _commands.FirstOrDefault(static pair => pair.Value < MostCommands && pair.Key.IsUsable).Key;
            if (found is not null)
            {
                _commands[found]++;
            }

            return found;
        }
    }

    /// <summary>So many commands more, or fewer, and those that wait for a place look again.</summary>
    private void Change(SshConnection<SshClient> connection, int commands)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _commands[connection] = _commands.GetValueOrDefault(connection) + commands;
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
        CloseUnused();
    }

    /// <summary>One that can be used is kept for the next command.</summary>
    private void CloseUnused()
    {
        lock (_lock)
        {
            var kept = _commands.Keys.FirstOrDefault(static connection => connection.IsUsable);
            foreach (var (connection, _) in _commands.Where(pair => pair.Value == 0 && pair.Key != kept).ToArray())
            {
                _commands.Remove(connection);
                _ = connection.DisposeAsync().AsTask();
            }
        }
    }
}
