using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>
/// The connections of a session's commands: as many commands on each as an OpenSSH server allows, and a further connection when all are
/// taken, so that no command waits for another one to end.
/// </summary>
internal sealed class CommandConnections(SshConnector connector, SshConnection<SshClient> first) : IDisposable
{
    /// <summary>OpenSSH's default of MaxSessions is 10, and more are refused. Two are left for ending commands.</summary>
    private const int MostCommands = 8;

    private readonly SemaphoreSlim _one = new(1);
    private readonly object _lock = new();
    private readonly Dictionary<SshConnection<SshClient>, int> _commands = new() { [first] = 0 };

    /// <summary>A connection with room for one more command, which ends with <see cref="Return"/>.</summary>
    public async Task<SshConnection<SshClient>> TakeAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Find() is { } found)
            {
                return found;
            }

            var next = await connector.ConnectAsync(ClientKinds.Commands, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                _commands[next] = 1;
            }

            CloseUnused();
            return next;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A command has ended.</summary>
    public void Return(SshConnection<SshClient> connection)
    {
        lock (_lock)
        {
            _commands[connection]--;
        }

        CloseUnused();
    }

    public void Dispose() => _one.Dispose();

    private SshConnection<SshClient>? Find()
    {
        lock (_lock)
        {
            var found = _commands.FirstOrDefault(static pair => pair.Value < MostCommands && pair.Key.IsUsable).Key;
            if (found is not null)
            {
                _commands[found]++;
            }

            return found;
        }
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
