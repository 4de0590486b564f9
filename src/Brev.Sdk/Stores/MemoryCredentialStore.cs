namespace Brev.Sdk.Stores;

/// <summary>Keeps a login in this process only.</summary>
internal sealed class MemoryCredentialStore(BrevStoredCredential credential) : BrevCredentialStore
{
    private volatile BrevStoredCredential _credential = credential;

    public override string Description => "memory";

    public override ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken) => new(_credential);

    public override ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        _credential = credential;
        return ValueTask.CompletedTask;
    }

    /// <summary>The one token source that uses this store runs one refresh at a time.</summary>
    public override ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => new(NoLock.Instance);
}
