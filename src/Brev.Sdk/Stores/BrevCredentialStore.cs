using Brev.Sdk.Stores;

namespace Brev.Sdk;

/// <summary>
/// Where a refreshable login is kept. The SDK's own is the credentials file that the brev CLI writes; derive from this class to
/// keep the login elsewhere, for instance in a vault or in a store that a fleet of machines shares.
/// </summary>
/// <remarks>
/// A refresh holds the lock from the re-read to the save, so that of all processes that share the store only one calls the
/// identity provider. An implementation must be safe to call from several threads.
/// </remarks>
public abstract class BrevCredentialStore
{
    /// <summary>Reads the stored credential; <see langword="null"/> when no user is signed in.</summary>
    /// <exception cref="BrevConfigurationException">What is stored cannot be read as a credential.</exception>
    public abstract ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the stored credential. Either all of it is stored or nothing has changed. One without any token or key means that no one is
    /// signed in, as after <see cref="BrevLogin.SignOutAsync"/>; a store may keep it, or remove what it has.
    /// </summary>
    public abstract ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the stored credential only if it is still <paramref name="replaced"/>, in one step: a refresh saves through this, with what
    /// it had read under the lock. A lock can be lost while its owner waits for the identity provider; this keeps the owner from
    /// overwriting what another process has stored since.
    /// </summary>
    /// <param name="credential">What to store. Either all of it is stored or nothing has changed.</param>
    /// <param name="replaced">What <see cref="LoadAsync"/> had returned; <see langword="null"/> when nothing was stored.</param>
    /// <param name="cancellationToken">Gives up. It may have been stored nevertheless.</param>
    /// <returns>
    /// <see langword="false"/> when something else is stored by now: nothing has changed, and the caller reads again. The default stores it
    /// through <see cref="SaveAsync"/> without looking, which is right for a store whose lock cannot be lost.
    /// </returns>
    public virtual async ValueTask<bool> ReplaceAsync(
        BrevStoredCredential credential, BrevStoredCredential? replaced, CancellationToken cancellationToken)
    {
        await SaveAsync(credential, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Begins to watch for what other processes store, so that they need not be asked: a credential then adopts their token without a call
    /// to the identity provider, and before its own is about to expire. It is called once, in the background, when a login has been found.
    /// </summary>
    /// <param name="changed">
    /// To be called when another process has stored something else, or may have. It returns at once, never throws, and may be called at any
    /// time, from any thread and as often as needed: the store is read in the background, at most once a second.
    /// </param>
    /// <returns>What ends the watch when it is disposed; <see langword="null"/>, the default, when the store cannot notice.</returns>
    public virtual IDisposable? Watch(Action changed) => null;

    /// <summary>
    /// Waits for the store's lock and takes it; disposing the result gives it back. The lock must span all processes that share
    /// the store, and must come free by itself when its owner dies.
    /// </summary>
    /// <remarks>
    /// A store that cannot lock at the moment has the choice: what it throws puts the refresh off, as a passing failure; an object that
    /// does nothing lets it go on, beside that of another process perhaps.
    /// </remarks>
    public abstract ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Told, under the lock, that the identity provider has rejected what is stored, so that other processes need not ask about it as well.
    /// The default does nothing: each process asks once then. What fails is not reported, and costs nothing more.
    /// </summary>
    /// <param name="credential">What <see cref="LoadAsync"/> had returned. It counts only as long as it is what is stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual ValueTask ReportRejectedAsync(BrevStoredCredential credential, CancellationToken cancellationToken) => default;

    /// <summary>
    /// Whether a process has reported a short while ago that the identity provider has rejected this credential, by what
    /// <see cref="LoadAsync"/> has read last. It returns at once. After a while an answer of <see langword="false"/> lets one process ask
    /// again. Default: <see langword="false"/>.
    /// </summary>
    /// <param name="credential">What <see cref="LoadAsync"/> has returned.</param>
    public virtual bool IsReportedRejected(BrevStoredCredential credential) => false;

    /// <summary>
    /// How long a lock lives after its owner has last reached the store: another process may take it then, while the owner is still asking
    /// the identity provider. Default: <see cref="Timeout.InfiniteTimeSpan"/>, for a lock that is not lost while its owner lives. A
    /// credential refuses a store whose lock lives less than half as long again as <see cref="BrevCredentialOptions.RefreshTimeout"/>.
    /// </summary>
    public virtual TimeSpan LockExpiry => Timeout.InfiniteTimeSpan;

    /// <summary>Where the credential is kept, for messages and logs: a path or an address, never a secret.</summary>
    public virtual string Description => GetType().Name;

    /// <summary>
    /// Why the lock that was taken last does not keep other processes out, and what to do about it; <see langword="null"/> when it does.
    /// </summary>
    internal virtual string? LockObstacle => null;

    /// <summary>The folder that the store shares with the brev CLI; <see langword="null"/> for one of its own.</summary>
    internal virtual string? SharedFolder => null;

    /// <summary>Reads the store, with what it can tell about a login that is not there, or not whole.</summary>
    /// <param name="known">The token set in use; <see langword="null"/> when there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal virtual async ValueTask<StoreReading> ReadAsync(BrevStoredCredential? known, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(cancellationToken).ConfigureAwait(false);
        return new StoreReading(found, found);
    }
}
