using Brev.Sdk.Ssh.Connecting;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>The connection that a session copies over: opened when it is first needed, and anew when it has broken.</summary>
internal sealed class SftpConnection(SshConnector connector) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private SshConnection<SftpClient>? _current;

    /// <summary>What is open now, without connecting for it.</summary>
    public SftpClient? Open => _current is { IsUsable: true } ? _current.Client : null;

    public async Task<SshConnection<SftpClient>> GetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_current is not { IsUsable: true })
            {
                var next = await connector.ConnectAsync(ClientKinds.Files, cancellationToken).ConfigureAwait(false);
                if (_current is { } broken)
                {
                    await broken.DisposeAsync().ConfigureAwait(false);
                }

                _current = next;
            }

            return _current;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
