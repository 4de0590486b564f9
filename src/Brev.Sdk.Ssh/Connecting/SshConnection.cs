using Brev.Sdk.Ssh.Proxies;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>One SSH connection, and the proxy that it goes through.</summary>
internal sealed class SshConnection<TClient>(TClient client, CloudflaredProxy? proxy, Action<IAsyncDisposable> closed) : IAsyncDisposable
    where TClient : BaseClient
{
    public TClient Client => client;

    public async ValueTask DisposeAsync()
    {
        // Disposing waits for the machine's answer, on the calling thread, and can fail on a connection that has broken.
        await Task.Run(client.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (proxy is not null)
        {
            await proxy.DisposeAsync().ConfigureAwait(false);
        }

        closed(this);
    }
}
