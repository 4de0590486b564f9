using Brev.Sdk.Diagnostics;
using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk;

/// <summary>
/// A rented workspace. Disposing the lease gives it back, confirms that, and says what it has cost. Thread-safe.
/// </summary>
/// <example>
/// <code>
/// await using var lease = await brev.RentWorkspaceAsync(plan, new LeaseOptions { TimeToLive = TimeSpan.FromHours(2) });
/// await TrainAsync(lease.Workspace, lease.Ended);
/// </code>
/// </example>
public sealed class WorkspaceLease : IAsyncDisposable
{
    private readonly LeaseHold _hold;
    private readonly LeaseReturn _return;
    private readonly LeaseMeter _meter;
    private readonly LeaseEnd _atEnd;
    /// <summary>After an end that has failed there may be no caller to try it again.</summary>
    private static readonly TimeSpan PauseAfterFailedEnd = TimeSpan.FromMinutes(1);

    private readonly object _lock = new();
    private readonly ITimer? _timeToLive;
    private Task<LeaseCost>? _end;
    private bool _isKept;

    internal WorkspaceLease(
        BrevClient client, LeaseHold hold, LeaseReturn giveBack, LeaseMeter meter, Workspace workspace, LeaseOptions options)
    {
        var timeProvider = client.TimeProvider;
        (Client, _hold, _return, _meter, _atEnd, Workspace) = (client, hold, giveBack, meter, options.AtEnd, workspace);
        if (options.TimeToLive is { } time)
        {
            EndsOn = meter.CreatedOn + time;
            var left = EndsOn.Value - timeProvider.GetUtcNow();
            left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            _timeToLive = timeProvider.CreateTimer(
                static lease => _ = ((WorkspaceLease)lease!).RunOutAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timeToLive.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The client that it was rented with, for what is done on the machine.</summary>
    public BrevClient Client { get; }

    /// <summary>The workspace as it was when the lease was handed out.</summary>
    public Workspace Workspace { get; }

    /// <summary>The offer that it was created on: that of the plan, or one of its fallbacks.</summary>
    public InstanceTypeOffer Offer => _meter.Offer;

    /// <summary>When the time to live ends; <see langword="null"/> without one.</summary>
    public DateTimeOffset? EndsOn { get; }

    /// <summary>
    /// Cancelled as soon as the machine is about to be given back: its time to live has passed, the process is told to end, or the lease is
    /// disposed. Hand it to the work that uses the machine.
    /// </summary>
    public CancellationToken Ended => _hold.Ended;

    /// <summary>What it has cost so far, computed as <see cref="Cost"/> is.</summary>
    public LeaseCost CostSoFar => _meter.Read();

    /// <summary>What it has cost in all; <see langword="null"/> until it has been given back.</summary>
    public LeaseCost? Cost => !_isKept && _end is { IsCompletedSuccessfully: true } end ? end.Result : null;

    /// <summary>
    /// Gives the workspace back now, and waits until it is gone or stopped. Doing it twice does it once, unless it has failed: then it is
    /// tried again. After <see cref="Keep"/> nothing is given back.
    /// </summary>
    /// <param name="cancellationToken">Ends the caller's wait; the workspace is given back nevertheless.</param>
    /// <returns>What it has cost.</returns>
    /// <exception cref="BrevException">It could not be given back, or that could not be confirmed. The record stays, so that the next start
    /// tries again; with a time to live, this program does so as well when that passes, also after the lease was disposed.</exception>
    public Task<LeaseCost> EndAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_end is null or { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                // On a thread of its own: a program that waits for it without awaiting may hold the one thread that its context has.
                _end = _isKept ? Task.FromResult(_meter.Read()) : Task.Run(GiveBackAsync);
                _ = ObserveAsync(_end);
            }

            return _end.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Ends the lease and leaves the workspace running: from now on it is the caller's to delete.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is being given back already.</exception>
    public void Keep()
    {
        lock (_lock)
        {
            if (_end is not null)
            {
                throw new InvalidOperationException(
                    $"The lease of workspace '{Workspace.Name}' has ended, and the workspace is being given back. Call Keep before that.");
            }

            _isKept = true;
            _timeToLive?.Dispose();
            _hold.Forget();
        }
    }

    /// <inheritdoc cref="EndAsync"/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync().ConfigureAwait(false);
            _timeToLive?.Dispose();
        }
        finally
        {
            // While the time to live can still end it, no other program takes it over.
            if (_timeToLive is null)
            {
                _hold.Dispose();
            }
        }
    }

    /// <summary>The workspace and the offer.</summary>
    public override string ToString() => $"Lease of workspace '{Workspace.Name}' ({Workspace.Id}, {Offer.Type})";

    /// <summary>
    /// The time to live has passed: the end runs in the background, and again until it succeeds or the client is disposed.
    /// </summary>
    private async Task RunOutAsync()
    {
        try
        {
            await EndAsync().ConfigureAwait(false);
            _timeToLive!.Dispose();
        }
        catch (ObjectDisposedException exception)
        {
            Say.Quietly(() => WorkspaceLog.NotGivenBack(Client.Logger, Workspace.Name ?? "", exception.Message));
            _timeToLive!.Dispose();
            _hold.Dispose();
        }
        catch (Exception exception) when (exception is BrevException or OperationCanceledException)
        {
            Say.Quietly(() => WorkspaceLog.TimeToLiveFailed(Client.Logger, Workspace.Name, exception.Message));
            _timeToLive!.Change(PauseAfterFailedEnd, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A failure that its caller no longer waits for is no unobserved exception.</summary>
    private static async Task ObserveAsync(Task end) => await end.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<LeaseCost> GiveBackAsync()
    {
        _hold.SignalEnd();
        await _return.EndAsync(_atEnd, new MeterProgress(_meter), CancellationToken.None).ConfigureAwait(false);
        _meter.Stop();
        _hold.Forget();
        return _meter.Read();
    }
}
