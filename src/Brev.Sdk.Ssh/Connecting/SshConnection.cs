using Brev.Sdk.Ssh.Proxies;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>One SSH connection, and the proxy that it goes through.</summary>
internal sealed class SshConnection<TClient>(TClient client, CloudflaredProxy? proxy, Action<IAsyncDisposable> closed) : IAsyncDisposable
    where TClient : BaseClient
{
    private readonly object _gate = new();
    private Task? _closing;

    public TClient Client => client;

    /// <summary>Closes it once: a session that ends and an attempt that has failed can ask for it at the same time.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            return new(_closing ??= CloseAsync());
        }
    }

    private async Task CloseAsync()
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
