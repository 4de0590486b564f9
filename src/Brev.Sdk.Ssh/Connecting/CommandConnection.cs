using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>
/// The connection of a session's commands: opened anew when it has broken, with as many commands at once as an OpenSSH server allows.
/// </summary>
internal sealed class CommandConnection(SshConnector connector, SshConnection<SshClient> first) : IDisposable
{
    /// <summary>
    /// OpenSSH's default of MaxSessions is 10, and more are refused. Two are left for ending commands; further commands wait here.
    /// </summary>
    private const int MostCommands = 8;

    private readonly SemaphoreSlim _one = new(1);
    private readonly SemaphoreSlim _slots = new(MostCommands);
    private SshConnection<SshClient> _current = first;

    public Task TakeSlotAsync(CancellationToken cancellationToken) => _slots.WaitAsync(cancellationToken);

    public void ReturnSlot() => _slots.Release();

    public async Task<SshClient> GetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_current.Client.IsConnected)
            {
                var next = await connector.ConnectAsync(static info => new SshClient(info), cancellationToken).ConfigureAwait(false);
                await _current.DisposeAsync().ConfigureAwait(false);
                _current = next;
            }

            return _current.Client;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _one.Dispose();
        _slots.Dispose();
    }
}
