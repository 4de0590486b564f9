namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// What stands for a lease from before its create is sent until it is given back: the record on the disk, the signal of its end, and its
/// place among the leases that end with the process. Thread-safe.
/// </summary>
internal sealed class LeaseHold : IDisposable
{
    private readonly HeldRecord _held;
    private readonly CancellationTokenSource _ended = new();
    private readonly BrevClient _client;
    private readonly LeaseFolder _folder;
    private readonly WaitOptions? _wait;
    private LeaseRecord _record;
    private int _isOver;

    public LeaseHold(BrevClient client, LeaseFolder folder, HeldRecord held, LeaseRecord record, LeaseOptions options)
    {
        (_client, _folder, _held, _record, _wait) = (client, folder, held, record, options.Wait);
        Ended = _ended.Token;
        if (options.EndsWithProcess)
        {
            ProcessEnd.Add(this);
        }
    }

    /// <summary>Cancelled when the workspace is about to be given back.</summary>
    public CancellationToken Ended { get; }

    public string OrganizationId => _record.OrganizationId;

    /// <summary>Gives back what the record says at the moment.</summary>
    public LeaseReturn CreateReturn() => new(_client, Volatile.Read(ref _record), _wait, IsClaimedByOther);

    /// <summary>Whether another program that lives rents the same name, so that what has the name may be its own.</summary>
    public bool IsClaimedByOther() => _folder.IsClaimed(_record, [_held.Path]);

    /// <summary>Notes the id. A disk that is full does not end the lease: the name finds the workspace as well.</summary>
    public async Task NoteAsync(string workspaceId)
    {
        var record = _record with { WorkspaceId = workspaceId };
        Volatile.Write(ref _record, record);
        try
        {
            await _held.SaveAsync(record).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Say.Quietly(() => WorkspaceLog.RecordNotSaved(_client.Logger, record.Name, exception.Message));
        }
    }

    public void SignalEnd()
    {
        try
        {
            _ended.Cancel();
        }
        catch (AggregateException exception)
        {
            // What the program hung on its own token is its own affair; the machine is given back.
            Say.Quietly(() => WorkspaceLog.EndCallbackFailed(_client.Logger, _record.Name, exception.GetBaseException().Message));
        }
    }

    /// <summary>
    /// Asks for the end of the workspace at once, as the process ends. The record stays, so that the next start confirms it.
    /// </summary>
    public async Task EndWithProcessAsync(CancellationToken cancellationToken)
    {
        try
        {
            // What the program does at the signal may take its time: it does not hold up the request.
            var asked = CreateReturn().AskAsync(_record.AtEnd, progress: null, cancellationToken);
            var signalled = Task.Run(SignalEnd, CancellationToken.None);
            await asked.ConfigureAwait(false);
            await signalled.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BrevException or OperationCanceledException or ObjectDisposedException)
        {
            Say.Quietly(() => WorkspaceLog.NotGivenBack(_client.Logger, _record.Name, exception.Message));
        }
    }

    /// <summary>There is nothing to give back any more: takes the record away.</summary>
    public void Forget()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            ProcessEnd.Remove(this);
            _held.Delete();
            _held.Dispose();
        }
    }

    /// <summary>Lets go of the record and leaves it, when there may be something left to give back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            ProcessEnd.Remove(this);
            _held.Dispose();
        }
    }
}
