using Brev.Sdk.Ssh.Proxies;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>One SSH connection, the watch over its machine, and the proxy that it goes through.</summary>
internal sealed class SshConnection<TClient> : IAsyncDisposable
    where TClient : BaseClient
{
    /// <summary>Closing tells the machine, which a socket that is full holds up for as long as the network tries.</summary>
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly CloudflaredProxy? _proxy;
    private readonly TimeProvider _timeProvider;
    private readonly Action<IAsyncDisposable> _closed;
    private Task? _closing;
    private volatile bool _isBroken;

    public SshConnection(
        TClient client, PeerWatch peer, CloudflaredProxy? proxy, TimeProvider timeProvider, Action<IAsyncDisposable> closed)
    {
        (Client, Peer, _proxy, _timeProvider, _closed) = (client, peer, proxy, timeProvider, closed);
        Peer.Lost.Register(() => _ = DisposeAsync().AsTask());
    }

    public TClient Client { get; }

    public PeerWatch Peer { get; }

    public bool IsUsable => !_isBroken && !Peer.IsLost && Client.IsConnected;

    /// <summary>
    /// Notes what has ended something under way, so that nothing else begins on a connection that broke. The library fails what waits
    /// first, and shows the connection as open until it has told all who listen.
    /// </summary>
    public void Note(Exception exception) => _isBroken |= SshFailure.IsLost(exception);

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
        await Task.Run(Client.Dispose).WaitAsync(CloseLimit, _timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync().ConfigureAwait(false);
        }

        Peer.Dispose();
        _closed(this);
    }
}
