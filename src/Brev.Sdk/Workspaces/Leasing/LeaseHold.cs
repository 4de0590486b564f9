using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// What stands for a lease from before its create is sent until it is given back: the record on the disk, the signal of its end, and its
/// place among the leases that end with the process. Thread-safe.
/// </summary>
internal sealed class LeaseHold : IDisposable
{
    private static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromSeconds(2);

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

    /// <summary>Whether the workspace can show up later, although it cannot be found now.</summary>
    public bool MayBeLate => _entry.Record.MayBeLate(_client.TimeProvider.GetUtcNow());

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

    /// <summary>The workspace has been seen.</summary>
    public void See() => _entry.See();

    /// <summary>
    /// Asks for the end of the workspace at once, as the process ends. The record stays, so that the next start confirms it.
    /// </summary>
    public async Task EndWithProcessAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken).ConfigureAwait(false) is { } reason)
        {
            Say.Quietly(() => WorkspaceLog.NotGivenBack(_client.Logger, Name, reason));
        }
    }

    /// <summary>
    /// Asks for the end of the workspace until that has been done: one whose create was cut off can show up a little later. The record
    /// stays, so that the next start confirms it.
    /// </summary>
    public async Task EndCancelledAsync(CancellationToken cancellationToken)
    {
        while (await AskAsync(cancellationToken).ConfigureAwait(false) is { } reason)
        {
            await Task.Delay(PauseBetweenLooks, _client.TimeProvider, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                Say.Quietly(() => WorkspaceLog.NotGivenBack(_client.Logger, Name, reason));
                return;
            }
        }
    }

    /// <returns>Why the end has not been asked for; <see langword="null"/> when it has, or nothing can be left.</returns>
    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            // What the program does at the signal may take its time: it does not hold up the request.
            var asking = CreateReturn().AskAsync(_entry.Record.AtEnd, progress: null, cancellationToken);
            var signalled = Task.Run(SignalEnd, CancellationToken.None);
            var asked = await asking.ConfigureAwait(false);
            await signalled.WaitAsync(cancellationToken).ConfigureAwait(false);
            return asked is null && MayBeLate ? "it was not found, and can show up later."
                : asked is { Condition: WorkspaceCondition.Running } ? "it is coming up, and takes no stop until it runs."
                : null;
        }
        catch (Exception exception) when (exception is BrevException or OperationCanceledException or ObjectDisposedException)
        {
            return exception.Message;
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
