using Brev.Sdk.Ssh.Connecting;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>The connection that a session copies over: opened when it is first needed, and anew when it has broken.</summary>
internal sealed class SftpConnection(SshConnector connector)
{
    private readonly SemaphoreSlim _one = new(1);
    private SshConnection<SftpClient>? _current;

    public async Task<SftpClient> GetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_current is not { Client.IsConnected: true })
            {
                var next = await connector.ConnectAsync(static info => new SftpClient(info), cancellationToken).ConfigureAwait(false);
                await (_current?.DisposeAsync() ?? ValueTask.CompletedTask).ConfigureAwait(false);
                _current = next;
            }

            return _current.Client;
        }
        finally
        {
            _one.Release();
        }
    }
}
