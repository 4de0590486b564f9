using Brev.Sdk.Ssh.Proxies;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>One SSH connection, and the proxy that it goes through.</summary>
internal sealed class SshConnection<TClient>(TClient client, CloudflaredProxy? proxy) : IAsyncDisposable
    where TClient : BaseClient
{
    public TClient Client => client;

    public async ValueTask DisposeAsync()
    {
        // Disposing waits for the machine's answer, on the calling thread.
        await Task.Run(client.Dispose).ConfigureAwait(false);
        if (proxy is not null)
        {
            await proxy.DisposeAsync().ConfigureAwait(false);
        }
    }
}
