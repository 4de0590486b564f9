namespace Brev.Sdk.Redis;

/// <summary>
/// The credential of a client in a container. The container makes its store first, and so disposes it last: what is under way can still be
/// stored.
/// </summary>
internal sealed class FleetLogin(BrevRedisCredentialStore store, BrevCredentialOptions options) : IAsyncDisposable, IDisposable
{
    public BrevCredential Credential { get; } = BrevCredential.FromStore(store, options);

    public ValueTask DisposeAsync() => Credential.DisposeAsync();

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
