namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// What stands for a lease from before its create is sent until it is given back: the record on the disk, the signal of its end, and its
/// place among the leases that end with the process. Thread-safe.
/// </summary>
internal sealed class LeaseHold : IDisposable
{
    private readonly HeldRecord _held;
    private readonly LeaseEntry _entry;
    private readonly CancellationTokenSource _ended = new();
    private readonly BrevClient _client;
    private readonly WaitOptions? _wait;
    private int _isOver;

    public LeaseHold(BrevClient client, HeldRecord held, LeaseRecord record, LeaseOptions options)
    {
        (_client, _held, _entry, _wait) = (client, held, new LeaseEntry(held, record, client.Logger), options.Wait);
        Ended = _ended.Token;
        if (options.EndsWithProcess)
        {
            ProcessEnd.Add(this);
        }
    }

    /// <summary>Cancelled when the workspace is about to be given back.</summary>
    public CancellationToken Ended { get; }

    public string OrganizationId => _entry.Record.OrganizationId;

    private string Name => _entry.Record.Name;

    /// <summary>Gives back what the record says at the moment.</summary>
    public LeaseReturn CreateReturn() => new(_client, _entry, _wait);

    /// <summary>Notes the id, by which the workspace is found from now on.</summary>
    public Task NoteCreatedAsync(string workspaceId) => _entry.NoteAsync(record => record with { WorkspaceId = workspaceId });

    /// <summary>Notes that the program has the machine from now on.</summary>
    public Task NoteHandedOutAsync() => _entry.NoteAsync(static record => record with { IsHandedOut = true });

    public void SignalEnd()
    {
        try
        {
            _ended.Cancel();
        }
        catch (AggregateException exception)
        {
            // What the program hung on its own token is its own affair; the machine is given back.
            Say.Quietly(() => WorkspaceLog.EndCallbackFailed(_client.Logger, Name, exception.GetBaseException().Message));
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
            var asked = CreateReturn().AskAsync(_entry.Record.AtEnd, progress: null, cancellationToken);
            var signalled = Task.Run(SignalEnd, CancellationToken.None);
            await asked.ConfigureAwait(false);
            await signalled.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BrevException or OperationCanceledException or ObjectDisposedException)
        {
            Say.Quietly(() => WorkspaceLog.NotGivenBack(_client.Logger, Name, exception.Message));
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
