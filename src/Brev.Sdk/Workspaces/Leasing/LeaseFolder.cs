using Brev.Sdk.Credentials;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>The folder of the records. Each has an id of its own that is never used again, and a lock file beside it.</summary>
internal sealed class LeaseFolder(string? folder, TimeProvider timeProvider)
{
    private const string RecordSuffix = ".json";

    /// <summary>
    /// A program writes a new record within moments of its lock; what is this old without one was left by a dead program.
    /// </summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);

    private readonly string _folder = folder is null
        ? Path.Combine(Path.GetDirectoryName(CredentialsFileLocation.Default())!, "leases")
        : CredentialsFileLocation.Absolute(folder);

    /// <summary>Writes a new record and holds it.</summary>
    /// <exception cref="BrevConfigurationException">It cannot be written, or cannot be guarded against other programs.</exception>
    public async Task<HeldRecord> CreateAsync(LeaseRecord record)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + RecordSuffix);
        HeldRecord? held = null;
        try
        {
            held = TryHold(path) ?? throw new BrevConfigurationException(
                $"The new file '{path}' is locked by another program. Keep other programs out of the folder.");
            await held.SaveAsync(record).ConfigureAwait(false);
            return held;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held?.Delete();
            held?.Dispose();
            throw Unusable(exception);
        }
    }

    /// <summary>The records whose programs are dead, held one by one. The caller disposes each.</summary>
    public IEnumerable<HeldRecord> TakeAbandoned()
    {
        DeleteUnfinished();
        foreach (var path in List("*" + RecordSuffix))
        {
            if (TryHoldAbandoned(path) is { } held)
            {
                yield return held;
            }
        }
    }

    /// <summary>
    /// A program that dies while it writes its first record leaves a lock file and a temporary one, and never sends its create. While a
    /// lock file is new its program may be about to lock it, so that only an old one is touched.
    /// </summary>
    private void DeleteUnfinished()
    {
        var old = timeProvider.GetUtcNow() - LongestWrite;
        var unfinished = List("*" + RecordSuffix + HeldRecord.LockSuffix).Select(static path => path[..^HeldRecord.LockSuffix.Length])
            .Concat(List("*" + RecordSuffix + AtomicFile.LeftoverPattern).Select(AtomicFile.PathOfLeftover))
            .Distinct(StringComparer.Ordinal).Where(path => !File.Exists(path) && IsOlder(path, old));
        foreach (var path in unfinished)
        {
            TryHoldAbandoned(path)?.Dispose();
        }
    }

    private static bool IsOlder(string path, DateTimeOffset time) =>
        AtomicFile.Leftovers(path).Append(path + HeldRecord.LockSuffix).All(file => File.GetLastWriteTimeUtc(file) < time);

    /// <summary>
    /// Takes away what dead programs have left without an id under a name that has just been given to a new workspace: names are unique, so
    /// theirs was never created.
    /// </summary>
    public void ForgetSuperseded(LeaseRecord record)
    {
        try
        {
            foreach (var held in TakeAbandoned())
            {
                using (held)
                {
                    if (held.Read() is { WorkspaceId: null } old && IsForSame(old, record))
                    {
                        held.Delete();
                    }
                }
            }
        }
        catch (BrevConfigurationException)
        {
            // A machine runs by now: that old records stay must not end its lease.
        }
    }

    /// <summary>The same for a workspace that is no lease: a later start must not take it for what a dead program has left.</summary>
    public static void ForgetSupersededInDefault(LeaseRecord record, TimeProvider timeProvider)
    {
        try
        {
            new LeaseFolder(folder: null, timeProvider).ForgetSuperseded(record);
        }
        catch (BrevException)
        {
            // There is no home folder, so there are no records.
        }
    }

    private static bool IsForSame(LeaseRecord one, LeaseRecord other) =>
        one.ControlPlane == other.ControlPlane && one.OrganizationId == other.OrganizationId && one.Name == other.Name;

    private string[] List(string pattern)
    {
        try
        {
            return Directory.Exists(_folder) ? Directory.GetFiles(_folder, pattern) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    private HeldRecord? TryHoldAbandoned(string path)
    {
        try
        {
            if (TryHold(path) is not { } held)
            {
                return null;
            }

            AtomicFile.DeleteLeftovers(path);
            if (File.Exists(path))
            {
                return held;
            }

            // Its program has just finished with it, or never finished it; the lock file may have been made anew by asking.
            held.Delete();
            held.Dispose();
            return null;
        }
        catch (BrevConfigurationException)
        {
            // Without locks nothing tells a dead program from one that lives, so it is left alone.
            return null;
        }
    }

    private HeldRecord? TryHold(string path)
    {
        var attempt = LockFile.TryTake(path + HeldRecord.LockSuffix);
        return attempt.Obstacle is { } obstacle
            ? throw new BrevConfigurationException(
                $"The records of leases in '{_folder}' cannot be guarded: {obstacle} Set LeaseOptions.RecordFolder to a folder of this "
                + "user on a local disk.")
            : attempt.File is { } file ? new HeldRecord(path, file, timeProvider) : null;
    }

    private BrevConfigurationException Unusable(Exception exception) => new(
        $"The records of leases in '{_folder}' cannot be used: {exception.Message.TrimEnd('.')}. Without a record a workspace would be "
        + "left running if this program died: make the folder writable for this user, or set LeaseOptions.RecordFolder.", exception);
}
