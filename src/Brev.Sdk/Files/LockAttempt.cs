namespace Brev.Sdk.Files;

/// <summary>What came of one attempt to take a lock: it is held, another program holds it, or it cannot be had here.</summary>
/// <param name="File">The open lock file, which is the lock.</param>
/// <param name="Obstacle">
/// Why there is no lock to be had here, however long one waits, and what to do about it; fit for a user's eyes.
/// </param>
internal readonly record struct LockAttempt(FileStream? File, string? Obstacle)
{
    /// <summary>Waiting helps.</summary>
    public static LockAttempt HeldByAnother { get; } = new(null, null);

    public bool IsHeldByAnother => File is null && Obstacle is null;
}
