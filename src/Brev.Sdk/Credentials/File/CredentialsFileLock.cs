namespace Brev.Sdk.Credentials;

/// <summary>
/// The lock of one credentials file, held: a lock of the operating system on a file beside it, which comes free when its owner
/// dies, however it dies. The lock file stays: deleting it would let two processes lock two different files.
/// </summary>
internal sealed class CredentialsFileLock : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(25);

    private readonly FileLockQueue _line;
    private readonly FileStream? _file;
    private int _released;
    private Func<ValueTask>? _beforeRelease;

    private CredentialsFileLock(FileLockQueue line, FileStream? file)
    {
        _line = line;
        _file = file;
    }

    /// <summary>
    /// Whether other processes are kept out. They are not where the lock file cannot be created or opened, as in a folder that is
    /// read-only: nothing can be saved there either, so no process could hand its result to another one.
    /// </summary>
    public bool SpansProcesses => _file is not null;

    /// <summary>Whether the lock has not been given back yet.</summary>
    public bool IsHeld => Volatile.Read(ref _released) == 0;

    /// <summary>Whether a login was read while the lock was held, so that finding none later means that someone signed out.</summary>
    public bool SawLogin { get; set; }

    /// <summary>What is still to be done while everybody else is kept out.</summary>
    public Func<ValueTask>? BeforeRelease
    {
        set => _beforeRelease = value;
    }

    /// <summary>Waits for the lock of <paramref name="path"/>, a path without links, and takes it.</summary>
    public static async ValueTask<CredentialsFileLock> AcquireAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var line = await FileLockQueue.EnterAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return new CredentialsFileLock(line, await OpenAsync(path + ".lock", timeProvider, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            line.Leave();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Interlocked.Exchange(ref _beforeRelease, null) is { } before)
            {
                await before().ConfigureAwait(false);
            }
        }
        finally
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                _file?.Dispose();
                _line.Leave();
            }
        }
    }

    private static async ValueTask<FileStream?> OpenAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var pause = ShortestPause;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return TryOpen(path);
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                // The operating system offers no wait that can be cancelled. The pause grows and is uneven, so that many
                // processes neither burn a core nor move in step.
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), timeProvider, cancellationToken).ConfigureAwait(false);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            CredentialsFolder.Create(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            return new FileStream(path, options);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || (exception is IOException io && !IsHeldByAnother(io)))
        {
            return null;
        }
    }

    // EWOULDBLOCK on Linux and on macOS and the BSDs; a sharing or a lock violation on Windows.
    private static bool IsHeldByAnother(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult is 11 or 35;
}
