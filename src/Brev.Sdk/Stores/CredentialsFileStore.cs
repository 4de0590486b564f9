using Brev.Sdk.Files;

namespace Brev.Sdk.Stores;

/// <summary>The credentials file that the brev CLI reads and writes, by default <c>~/.brev/credentials.json</c>.</summary>
/// <remarks>
/// The CLI rewrites the file in place and takes no lock. Against the first, reading is patient; against the second, a refresh replaces only
/// what it has read, or what is older, and a <see cref="LostUpdateGuard"/> remembers one-use refresh tokens. Among programs that use this
/// class the lock is strict.
/// </remarks>
internal sealed class CredentialsFileStore : BrevCredentialStore
{
    private readonly string? _path;
    private readonly TimeProvider _timeProvider;
    private readonly AtomicFile _atomicFile;
    private volatile HeldLock? _held;

    /// <summary>Creates the store. Nothing is read or written yet.</summary>
    /// <param name="path">The file; <see langword="null"/> for the CLI's, looked up anew at each use.</param>
    /// <param name="timeProvider">The clock of short pauses. Default: real time, because other processes go by no other.</param>
    /// <param name="flush">How writes are made durable.</param>
    public CredentialsFileStore(string? path = null, TimeProvider? timeProvider = null, DiskFlush? flush = null)
    {
        _path = path is null ? null : CredentialsFileLocation.Absolute(path);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _atomicFile = new AtomicFile(flush ?? DiskFlush.Default, _timeProvider);
    }

    /// <summary>The path of the file.</summary>
    public override string Description => _path ?? CredentialsFileLocation.Default();

    internal override string? LockObstacle => _held?.Obstacle;

    internal override string? SharedFolder => Path.GetDirectoryName(Description);

    /// <summary>Whether there is a login to guard: a file, a link that stands for one, or a lock that was taken before.</summary>
    public bool IsInUse =>
        new FileInfo(Description) is { Exists: true } or { LinkTarget: not null } || File.Exists(HeldLock.PathOf(Target));

    private HeldLock? Held => _held is { IsHeld: true } held ? held : null;

    /// <summary>
    /// The file itself. Under a lock it is the file that was locked, even when the link leads to another one since: a refreshed login goes
    /// where it came from.
    /// </summary>
    private string Target => Held?.Path ?? CredentialsFileLocation.FollowLinks(Description);

    /// <remarks>A missing file, an empty one and one without any token mean that no user is signed in.</remarks>
    public override async ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(known: null, cancellationToken).ConfigureAwait(false);
        return reading.Fault is { } fault ? throw fault : reading.TokenSet;
    }

    /// <summary>
    /// Replaces the login whatever the file holds, damaged or not, and even when it may not be read: a person who signs in wants to be that
    /// person.
    /// </summary>
    /// <remarks>Unknown members stay. A login without any token or key is none: the file is deleted, with what belongs to it.</remarks>
    /// <exception cref="IOException">The disk is full, the file system is read-only or broken: the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written: the file is as it was.</exception>
    public override async ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var path = Target;
        if (credential.IsEmpty())
        {
            Delete(path);
            return;
        }

        var document = await Reader(path).ReadForSignInAsync(cancellationToken).ConfigureAwait(false);
        await WriteAsync(path, document.Write(credential)).ConfigureAwait(false);
        if (document.TokenSet?.HasSameTokens(credential) != true)
        {
            Guard(path).Forget();
        }
    }

    /// <summary>
    /// Stores refreshed tokens in the place of those that were read. The API key beside them, and members that the SDK does not know, stay
    /// as they are in the file.
    /// </summary>
    /// <returns><see langword="false"/> when the file holds a newer token by now, or another account's, or none (signed out).</returns>
    public override async ValueTask<bool> ReplaceAsync(
        BrevStoredCredential credential, BrevStoredCredential? replaced, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var path = Target;
        var document = await Reader(path).ReadAsync(cancellationToken).ConfigureAwait(false);
        var stored = document.TokenSet;
        if (stored is null ? replaced is not null && !document.IsTorn : !Guard(path).MayReplace(stored, replaced, credential))
        {
            return false;
        }

        await WriteAsync(path, document.WriteTokens(credential)).ConfigureAwait(false);
        if (stored is { RefreshToken: not null } && stored.RefreshToken != credential.RefreshToken)
        {
            await SettleAsync(path, stored, credential).ConfigureAwait(false);
        }

        return true;
    }

    public override async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var held = await HeldLock.AcquireAsync(
            CredentialsFileLocation.FollowLinks(Description), _timeProvider, cancellationToken).ConfigureAwait(false);
        _held = held;
        return held;
    }

    internal override async ValueTask<StoreReading> ReadAsync(BrevStoredCredential? known, CancellationToken cancellationToken)
    {
        var path = Target;
        try
        {
            var reading = Guard(path).Read(await Reader(path).ReadAsync(cancellationToken).ConfigureAwait(false), known);
            if (reading.IsLeftOver && Held is { Obstacle: null })
            {
                // Signed out, by the CLI for one, which does not know this file. Without the lock the file may be absent for a moment only.
                Guard(path).Forget();
            }

            return reading;
        }
        catch (UnauthorizedAccessException exception)
        {
            var fault = $"The credentials file '{Description}' cannot be read: {exception.Message} Make it an ordinary file that the "
                + "current user may read, or pass another path.";
            return new StoreReading(null, null) { Fault = new BrevConfigurationException(fault, exception) };
        }
        catch (IOException exception)
        {
            throw new StoreUnavailableException(
                $"The credentials file '{Description}' cannot be read at the moment ({exception.Message.TrimEnd('.')}). Close some "
                    + "files, or repair the file system, and try again.", exception);
        }
    }

    /// <summary>When the lock is given back, so that no caller waits for it, or at once where there is none.</summary>
    private ValueTask SettleAsync(string path, BrevStoredCredential replaced, BrevStoredCredential saved)
    {
        if (Held is not { } held)
        {
            return Guard(path).SettleAsync(replaced, saved);
        }

        held.BeforeRelease = () => Guard(path).SettleAsync(replaced, saved);
        return ValueTask.CompletedTask;
    }

    private ValueTask WriteAsync(string path, byte[] content)
    {
        DeleteLeftovers(path);
        return _atomicFile.ReplaceAsync(path, content);
    }

    private void Delete(string path)
    {
        DeleteLeftovers(path);
        AtomicFile.Delete(path);
        AtomicFile.Delete(Description);
        Guard(path).Forget();
    }

    private void DeleteLeftovers(string path)
    {
        if (Held is { Obstacle: null })
        {
            AtomicFile.DeleteLeftovers(path);
            Guard(path).DeleteLeftovers();
        }
    }

    private CredentialsFileReader Reader(string path) => new(path, Description, _timeProvider);

    private LostUpdateGuard Guard(string path) => new(path, Reader(path), _atomicFile, _timeProvider);
}
