using System.Text.Json;
using Brev.Sdk.Files;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// A record that this process holds: a lock of the operating system on a file beside it, which comes free when the process dies, however it
/// dies. Other processes see from the lock that the lease lives.
/// </summary>
internal sealed class HeldRecord(string path, FileStream lockFile, TimeProvider timeProvider) : IDisposable
{
    public const string LockSuffix = ".lock";

    private bool _isDeleted;
    private readonly AtomicFile _file = new(DiskFlush.Default, timeProvider);

    /// <summary>The file of the record.</summary>
    public string Path => path;

    /// <summary>Replaces the record as a whole; it is on the disk when this has ended.</summary>
    public async Task SaveAsync(LeaseRecord record) =>
        await _file.ReplaceAsync(path,
            JsonSerializer.SerializeToUtf8Bytes(record, LeaseJsonContext.Default.LeaseRecord)).ConfigureAwait(false);

    /// <summary>The record; <see langword="null"/> when there is none, or something else stands in its place.</summary>
    public LeaseRecord? Read() => Read(path);

    /// <summary>The record in a file, held or not; a record is only ever replaced as a whole.</summary>
    public static LeaseRecord? Read(string path)
    {
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), LeaseJsonContext.Default.LeaseRecord);
            return IsWhole(record) ? record : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes the record away, then its lock file, which is still held meanwhile.</summary>
    public void Delete()
    {
        TryDelete(path);
        TryDelete(path + LockSuffix);
        _isDeleted = true;
    }

    /// <summary>Lets go. What was not deleted stays for the next start.</summary>
    public void Dispose()
    {
        lockFile.Dispose();
        if (_isDeleted && OperatingSystem.IsWindows())
        {
            // A file that is held cannot be deleted there.
            TryDelete(path + LockSuffix);
        }
    }

    /// <summary>The reader of JSON lets <see langword="null"/> through where none can be.</summary>
    private static bool IsWhole(LeaseRecord? record) =>
        record is { ControlPlane: not null, OrganizationId.Length: > 0, Name.Length: > 0, InstanceTypes: not null };

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next start meets it again and finds nothing to give back.
        }
    }
}
