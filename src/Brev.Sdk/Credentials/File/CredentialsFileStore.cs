namespace Brev.Sdk.Credentials;

/// <summary>
/// The credentials file that the brev CLI reads and writes, by default <c>~/.brev/credentials.json</c>.
/// </summary>
/// <remarks>
/// The CLI rewrites the file in place and takes no lock. Against the first, reading is patient; against the second, a save looks at
/// the file once more and leaves a newer token, or another account, alone. Among programs that use this class the lock is strict.
/// </remarks>
internal sealed class CredentialsFileStore : BrevCredentialStore
{
    private readonly string? _path;
    private readonly TimeProvider _timeProvider;
    private readonly AtomicFile _atomicFile;
    private volatile CredentialsFileLock? _held;

    /// <summary>Whether the file was there and not whole when it was last read: a writer was ended in the middle, which signs nobody out.</summary>
    public bool WasCutOff { get; private set; }

    /// <summary>Creates the store. Nothing is read or written yet.</summary>
    /// <param name="path">The file; <see langword="null"/> for the CLI's, looked up anew at each use.</param>
    /// <param name="timeProvider">The clock of the short pauses while the CLI is writing, or another process holds the lock: real time unless a test says otherwise, because other processes go by no clock of the application.</param>
    /// <param name="flush">How writes are made durable.</param>
    public CredentialsFileStore(string? path = null, TimeProvider? timeProvider = null, DiskFlush? flush = null)
    {
        _path = path is null ? null : CredentialsFileLocation.Absolute(path);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _atomicFile = new AtomicFile(flush ?? DiskFlush.Default, _timeProvider);
    }

    /// <summary>The path of the file.</summary>
    public override string Description => _path ?? CredentialsFileLocation.Default();

    /// <summary>The folder of the file.</summary>
    internal override string? LockObstacle => _held?.Obstacle;

    /// <inheritdoc/>
    internal override string? SharedFolder => Path.GetDirectoryName(Description);

    /// <summary>The file itself, links followed.</summary>
    private string RealPath => CredentialsFileLocation.FollowLinks(Description);

    private CredentialsFileLock? Held => _held is { IsHeld: true } held ? held : null;

    /// <summary>Under a lock it is the file that was locked, even when somebody has turned the link to another one since: a renewed login goes where it came from.</summary>
    private string Target => Held?.Path ?? RealPath;

    /// <inheritdoc/>
    /// <remarks>
    /// A missing file, an empty one and one without any token mean that nobody is signed in. <c>auto-login</c>, which the CLI writes
    /// where it has no token, reads as absent.
    /// </remarks>
    public override async ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken)
    {
        var document = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (document.Credential is null || Held is not { } held)
        {
            return document.Credential;
        }

        if (await held.TakeAsync(cancellationToken).ConfigureAwait(false))
        {
            // There was no file when the turn came, so nobody else was kept out until now.
            document = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        var found = document.Credential is { } stored && new LoginSuccessor(held.Path).Of(stored) is { } successor
            ? await PutRightAsync(held, document, stored, successor).ConfigureAwait(false)
            : document.Credential;
        held.Read = found ?? held.Read;
        return found;
    }

    /// <inheritdoc/>
    internal override async ValueTask<StoreReading> ReadAsync(BrevStoredCredential? known, CancellationToken cancellationToken)
    {
        BrevConfigurationException? fault = null;
        BrevStoredCredential? found = null;
        try
        {
            found = await LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BrevConfigurationException exception)
        {
            fault = exception;
        }

        var isTorn = found is null && WasCutOff;
        if (isTorn && known is not null && await RecoverAsync(known, cancellationToken).ConfigureAwait(false) is { } recovered)
        {
            return new StoreReading(recovered) { IsOnRecord = true };
        }

        var isOnRecord = found is not null && known?.RefreshToken is not null && new LoginSuccessor(Target).Of(known) is { } successor && successor.HasSameTokens(found);
        return new StoreReading(found) { IsTorn = isTorn, Fault = fault, IsOnRecord = isOnRecord };
    }

    /// <summary>
    /// For a file that was cut off, under its lock: the login that took the place of <paramref name="known"/>, stored anew if that can be done;
    /// <see langword="null"/> when none is known.
    /// </summary>
    public async ValueTask<BrevStoredCredential?> RecoverAsync(BrevStoredCredential known, CancellationToken cancellationToken)
    {
        if (Held is not { } held || new LoginSuccessor(held.Path).Of(known) is not { } successor)
        {
            return null;
        }

        held.Read ??= successor;
        try
        {
            await SaveAsync(successor, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever renews it stores it.
        }

        return successor;
    }

    /// <summary>
    /// Stores renewed tokens. The API key beside them, and members that the SDK does not know, stay as they are in the file. What was read under the lock is
    /// replaced whatever the clocks say. Does nothing when the file has got a newer token since then, or another account, or when someone signed out.
    /// </summary>
    /// <exception cref="IOException">The disk is full, the file system is read-only or broken: the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written: the file is as it was.</exception>
    public override async ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var path = await TakeTargetAsync(cancellationToken).ConfigureAwait(false);
        var reading = await new CredentialsFileReader(path, _timeProvider).ReadAsync(cancellationToken).ConfigureAwait(false);
        if (reading.Document.Credential is not { } stored)
        {
            // A file that is cut off or damaged has no members to keep, and a whole login is better than a broken one.
            var isSignedOut = reading.IsWhole && Held is { Read: not null };
            if (!isSignedOut)
            {
                await WriteAsync(path, reading.Document, credential).ConfigureAwait(false);
            }
        }
        else if (!IsToStay(stored, credential))
        {
            await RenewAsync(path, reading.Document, credential).ConfigureAwait(false);
            if (Held is { } held && stored.RefreshToken is not null && stored.RefreshToken != credential.RefreshToken)
            {
                // Only a refresh token that rotates can be used up; of others there is nothing to remember.
                await new LoginSuccessor(path).WriteAsync(_atomicFile, stored, credential).ConfigureAwait(false);
                held.BeforeRelease = () => SettleAsync(held.Path, stored, credential);
            }
        }
    }

    /// <summary>
    /// Stores a new login over whatever the file holds, damaged or not, and even when it may not be read. Members that the SDK does not know stay.
    /// </summary>
    /// <exception cref="IOException">As for <see cref="SaveAsync"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="SaveAsync"/>.</exception>
    public async ValueTask ReplaceAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        var path = await TakeTargetAsync(cancellationToken).ConfigureAwait(false);
        var document = CredentialsDocument.Empty;
        try
        {
            document = (await new CredentialsFileReader(path, _timeProvider).ReadAsync(cancellationToken).ConfigureAwait(false)).Document;
        }
        catch (UnauthorizedAccessException) when (File.Exists(path))
        {
            // Another user's file, as after sudo: signing in again is the way out.
        }

        await WriteAsync(path, document, credential).ConfigureAwait(false);
        new LoginSuccessor(path).Delete();
    }

    /// <summary>Stores what becomes of the stored login. A file that is damaged holds none; one that cannot be read stays as it is.</summary>
    /// <exception cref="IOException">As for <see cref="SaveAsync"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="SaveAsync"/>.</exception>
    public async ValueTask ChangeAsync(Func<BrevStoredCredential, BrevStoredCredential> change, CancellationToken cancellationToken)
    {
        var path = await TakeTargetAsync(cancellationToken).ConfigureAwait(false);
        var document = (await new CredentialsFileReader(path, _timeProvider).ReadAsync(cancellationToken).ConfigureAwait(false)).Document;
        await WriteAsync(path, document, change(document.Credential ?? new BrevStoredCredential())).ConfigureAwait(false);
    }

    /// <summary>Signs out: deletes the file, the link to it if there is one, and what killed processes left behind.</summary>
    public async ValueTask DeleteAsync(CancellationToken cancellationToken)
    {
        var path = Target;
        if (File.Exists(path) && Held is { } held)
        {
            await held.TakeAsync(cancellationToken).ConfigureAwait(false);
        }

        DeleteLeftovers(path);
        DeleteIfPresent(path);
        DeleteIfPresent(Description);
        new LoginSuccessor(path).Delete();
    }

    /// <inheritdoc/>
    public override async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => await AcquireAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>As <see cref="LockAsync"/>, and knows whether other processes are kept out.</summary>
    public async ValueTask<CredentialsFileLock> AcquireAsync(CancellationToken cancellationToken)
    {
        var held = await CredentialsFileLock.AcquireAsync(RealPath, _timeProvider, cancellationToken).ConfigureAwait(false);
        _held = held;
        return held;
    }

    private async ValueTask<CredentialsDocument> ReadAsync(CancellationToken cancellationToken)
    {
        var path = Held?.Path ?? Description;
        WasCutOff = false;
        try
        {
            var reading = await new CredentialsFileReader(path, _timeProvider).ReadAsync(cancellationToken).ConfigureAwait(false);
            WasCutOff = !reading.IsWhole;
            return reading.Fault is null ? reading.Document : throw new BrevConfigurationException(reading.Fault);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new BrevConfigurationException(
                $"The credentials file '{path}' cannot be read: access is denied, or it is a folder. Make it readable for the current user, or pass another path.", exception);
        }
        catch (IOException exception) when (FileError.IsPassing(exception))
        {
            throw new StoreUnavailableException(
                $"The credentials file '{path}' cannot be read at the moment ({exception.Message.TrimEnd('.')}). Close some files, or repair the file system, and try again.", exception);
        }
        catch (IOException exception)
        {
            throw new BrevConfigurationException(
                $"The credentials file '{path}' cannot be read: {exception.Message} Repair the file system, or pass another path.", exception);
        }
    }

    /// <summary>The file holds a login that was replaced: its successor counts, and takes its place once more if it can.</summary>
    private async ValueTask<BrevStoredCredential> PutRightAsync(CredentialsFileLock held, CredentialsDocument document, BrevStoredCredential stored, BrevStoredCredential successor)
    {
        try
        {
            await RenewAsync(held.Path, document, successor).ConfigureAwait(false);
            held.BeforeRelease = () => SettleAsync(held.Path, stored, successor);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever looks next tries again.
        }

        return successor with { ApiKey = stored.ApiKey, ApiKeyOrganizationId = stored.ApiKeyOrganizationId };
    }

    /// <summary>
    /// Whether the stored login must not be replaced: it is another account's, or was stored by another program while the provider was being asked. What was read
    /// under the lock, and what is known to have been replaced, is neither, and their times say nothing: the provider's clock may have been set back.
    /// </summary>
    private bool IsToStay(BrevStoredCredential stored, BrevStoredCredential renewed)
    {
        if (TokenSetComparison.IsOfAnotherAccount(stored, renewed))
        {
            return true;
        }

        var read = Held?.Read;
        var isKnown = (read is not null && stored.HasSameTokens(read)) || (Held is { } held && new LoginSuccessor(held.Path).Of(stored) is not null);
        return !isKnown && (TokenSetComparison.IsNewer(stored, renewed) || (read is not null && TokenSetComparison.IsNewLogin(stored, read, renewed)));
    }

    /// <summary>Sees that what took the place of a used-up refresh token stays in its place.</summary>
    private ValueTask SettleAsync(string path, BrevStoredCredential replaced, BrevStoredCredential saved) =>
        new PutBackCheck(path, replaced, saved, (document, tokenSet) => RenewAsync(path, document, tokenSet), _timeProvider).SettleAsync();

    /// <summary>An API key in the file stays what it is: a renewal is none of its affairs.</summary>
    private ValueTask RenewAsync(string path, CredentialsDocument document, BrevStoredCredential renewed) =>
        WriteAsync(path, document, renewed with { ApiKey = document.Credential?.ApiKey, ApiKeyOrganizationId = document.Credential?.ApiKeyOrganizationId });

    private async ValueTask WriteAsync(string path, CredentialsDocument document, BrevStoredCredential credential)
    {
        if (string.IsNullOrEmpty(credential.AccessToken) && string.IsNullOrEmpty(credential.RefreshToken) && string.IsNullOrEmpty(credential.ApiKey))
        {
            throw new ArgumentException("A credential without any token or key is no login. Sign out instead of storing it.", nameof(credential));
        }

        CredentialsFolder.Create(Path.GetDirectoryName(path)!);
        DeleteLeftovers(path);
        await _atomicFile.ReplaceAsync(path, document.Write(credential)).ConfigureAwait(false);
    }

    /// <summary>The file to write to, locked between processes if the caller holds its lock at all.</summary>
    private async ValueTask<string> TakeTargetAsync(CancellationToken cancellationToken)
    {
        if (Held is not { } held)
        {
            return RealPath;
        }

        await held.TakeAsync(cancellationToken).ConfigureAwait(false);
        return held.Path;
    }

    private void DeleteLeftovers(string path)
    {
        if (Held is { SpansProcesses: true })
        {
            AtomicFile.DeleteLeftovers(path);
            new LoginSuccessor(path).DeleteLeftovers();
        }
    }

    /// <summary>Deletes a file or a link; neither it nor its folder need be there.</summary>
    public static void DeleteIfPresent(string path)
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
        }
    }
}
