namespace Brev.Sdk;

/// <summary>
/// Where a renewable login is kept. The SDK's own is the credentials file that the brev CLI writes; derive from this class to
/// keep the login elsewhere, for instance in a vault or in a store that a fleet of machines shares.
/// </summary>
/// <remarks>
/// A renewal holds the lock from the re-read to the save, so that of all processes that share the store only one calls the
/// identity provider. An implementation must be safe to call from several threads.
/// </remarks>
public abstract class BrevCredentialStore
{
    /// <summary>Reads the stored credential; <see langword="null"/> when nobody is signed in.</summary>
    /// <exception cref="BrevConfigurationException">What is stored cannot be read as a credential.</exception>
    public abstract ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the stored credential. Either all of it is stored or nothing has changed.</summary>
    public abstract ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for the store's lock and takes it; disposing the result gives it back. The lock must span all processes that share
    /// the store, and must come free by itself when its owner dies.
    /// </summary>
    public abstract ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>Where the credential is kept, for messages and logs: a path or an address, never a secret.</summary>
    public virtual string Description => GetType().Name;

    /// <summary>The folder that the store shares with the brev CLI; <see langword="null"/> for one of its own.</summary>
    internal virtual string? SharedFolder => null;
}
