namespace Brev.Sdk.Credentials;

/// <summary>
/// The lock of one credentials file, held: a lock of the operating system on a file beside it, which comes free when its owner
/// dies, however it dies. The lock file stays: deleting it would let two processes lock two different files.
/// </summary>
/// <remarks>
/// Where there is no credentials file and none was locked before, nothing is to be guarded yet and nothing is created: within the process the turn is taken at
/// once, between processes with the first login that is found or stored.
/// </remarks>
internal sealed class CredentialsFileLock : IAsyncDisposable
{
    private const string Suffix = ".lock";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(25);

    private readonly object _gate = new();
    private readonly SemaphoreSlim _taking = new(1, 1);
    private readonly FileLockQueue _line;
    private readonly TimeProvider _timeProvider;
    private FileStream? _file;
    private Func<ValueTask>? _beforeRelease;
    private volatile bool _isTaken;
    private bool _isReleased;

    private CredentialsFileLock(string path, FileLockQueue line, TimeProvider timeProvider) => (Path, _line, _timeProvider) = (path, line, timeProvider);

    /// <summary>The file that it is the lock of.</summary>
    public string Path { get; }

    /// <summary>Whether other processes are kept out.</summary>
    public bool SpansProcesses => Volatile.Read(ref _file) is not null;

    /// <summary>
    /// Why other processes cannot be kept out, and what to do about it; <see langword="null"/> as long as they can. Without a lock one goes on all the same: where
    /// none can be had nothing can be saved as a rule, and a login that cannot be refreshed at all would be worse.
    /// </summary>
    public string? Obstacle { get; private set; }

    /// <summary>Whether the lock has not been given back yet.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_gate)
            {
                return !_isReleased;
            }
        }
    }

    /// <summary>The login that was read last while the lock was held, so that finding none later means that someone signed out, and another one that someone signed in.</summary>
    public BrevStoredCredential? Read { get; set; }

    /// <summary>What is still to be done while everybody else is kept out.</summary>
    public Func<ValueTask>? BeforeRelease
    {
        set => _beforeRelease = value;
    }

    /// <summary>Waits for the lock of <paramref name="path"/>, a path without links, and takes it.</summary>
    /// <exception cref="StoreUnavailableException">The lock file cannot be opened for a reason that passes.</exception>
    public static async ValueTask<CredentialsFileLock> AcquireAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var held = new CredentialsFileLock(path, await FileLockQueue.EnterAsync(path, cancellationToken).ConfigureAwait(false), timeProvider);
        try
        {
            if (File.Exists(path) || File.Exists(path + Suffix))
            {
                await held.TakeAsync(cancellationToken).ConfigureAwait(false);
            }

            return held;
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Keeps other processes out from now on. False when they were kept out already, so that nothing can have changed meanwhile.</summary>
    /// <exception cref="StoreUnavailableException">The lock file cannot be opened for a reason that passes.</exception>
    public async ValueTask<bool> TakeAsync(CancellationToken cancellationToken)
    {
        if (_isTaken)
        {
            return false;
        }

        await _taking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isTaken)
            {
                return false;
            }

            Keep(await WaitAsync(cancellationToken).ConfigureAwait(false));
            return true;
        }
        finally
        {
            _taking.Release();
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
            Release();
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            if (!_isReleased)
            {
                _isReleased = true;
                _file?.Dispose();
                _line.Leave();
            }
        }
    }

    private void Keep(LockAttempt attempt)
    {
        lock (_gate)
        {
            if (_isReleased)
            {
                // Whoever asked for it has given up waiting.
                attempt.File?.Dispose();
                return;
            }

            (_file, Obstacle, _isTaken) = (attempt.File, attempt.Obstacle, true);
        }
    }

    private async ValueTask<LockAttempt> WaitAsync(CancellationToken cancellationToken)
    {
        for (var pause = ShortestPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LockFile.TryTake(Path + Suffix) is { IsHeldByAnother: false } attempt)
            {
                return attempt;
            }

            // The operating system offers no wait that can be cancelled. The pause grows and is uneven, so that many
            // processes neither burn a core nor move in step.
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
