using System.Collections.Concurrent;

namespace Brev.Sdk.Files;

/// <summary>
/// The lock of one file, held: a lock of the operating system on a file beside it, which comes free when its owner dies, however it dies.
/// The lock file stays: deleting it would let two processes lock two different files.
/// </summary>
internal sealed class HeldLock : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// Lines up the users of this process, first come, first served, so that one of them at a time asks the operating system. One
    /// entry for each file.
    /// </summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _turn;
    private readonly FileStream? _file;
    private Func<ValueTask>? _beforeRelease;
    private volatile bool _isReleased;

    private HeldLock(string path, SemaphoreSlim turn, LockAttempt attempt) =>
        (Path, _turn, _file, Obstacle) = (path, turn, attempt.File, attempt.Obstacle);

    /// <summary>The file that it is the lock of.</summary>
    public string Path { get; }

    /// <summary>
    /// Why other processes cannot be kept out, and what to do about it; <see langword="null"/> when they are. A caller may go on without
    /// the lock then: a login that cannot be refreshed at all would be worse.
    /// </summary>
    public string? Obstacle { get; }

    public bool IsHeld => !_isReleased;

    /// <summary>What is still to be done before other programs are let in, after the callers have their token.</summary>
    public Func<ValueTask>? BeforeRelease
    {
        set => _beforeRelease = value;
    }

    /// <summary>The lock file of a file.</summary>
    public static string PathOf(string path) => path + ".lock";

    /// <summary>Waits for the lock of <paramref name="path"/>, a path without links, and takes it.</summary>
    public static async ValueTask<HeldLock> AcquireAsync(
        string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var turn = Turns.GetOrAdd(path, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new HeldLock(
                path, turn, await WaitAsync(PathOf(path), timeProvider, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            turn.Release();
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
            if (!_isReleased)
            {
                _isReleased = true;
                _file?.Dispose();
                _turn.Release();
            }
        }
    }

    /// <summary>
    /// The operating system offers no wait that can be cancelled. The pause grows and is uneven, so that many processes neither burn a core
    /// nor move in step.
    /// </summary>
    private static async ValueTask<LockAttempt> WaitAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        for (var pause = ShortestPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LockFile.TryTake(path) is { IsHeldByAnother: false } attempt)
            {
                return attempt;
            }

            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
