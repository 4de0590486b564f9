using Brev.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>What is known about one lease: in memory, and as its record on the disk, which this process holds. Thread-safe.</summary>
internal sealed class LeaseEntry(HeldRecord held, LeaseRecord record, ILogger logger)
{
    private LeaseRecord _record = record;

    public LeaseRecord Record => Volatile.Read(ref _record);

    /// <summary>The file of the record.</summary>
    public string Path => held.Path;

    /// <summary>
    /// Notes what has become known, in memory in any case. A disk that is full does not end the lease; it is logged.
    /// </summary>
    public async Task NoteAsync(Func<LeaseRecord, LeaseRecord> change)
    {
        var after = Change(change);
        try
        {
            await held.SaveAsync(after).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Say.Quietly(() => WorkspaceLog.RecordNotSaved(logger, after.Name, exception.Message));
        }
    }

    /// <summary>The workspace has been seen. The next note takes it to the disk.</summary>
    public void See() => Change(static record => record with { IsSeen = true });

    private LeaseRecord Change(Func<LeaseRecord, LeaseRecord> change)
    {
        LeaseRecord before, after;
        do
        {
            before = Record;
            after = change(before);
        }
        while (Interlocked.CompareExchange(ref _record, after, before) != before);

        return after;
    }
}
