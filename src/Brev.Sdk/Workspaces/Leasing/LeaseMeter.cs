using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// How long a rented machine is billed, by what is seen of it: from its first <c>RUNNING</c> until its machine is gone, or stopped.
/// Thread-safe.
/// </summary>
internal sealed class LeaseMeter(InstanceTypeOffer offer, int diskGiB, TimeProvider timeProvider)
{
    private const string Assumption =
        "Price of the offer for the machine and its disk, for exactly the time from when it was first seen running until its machine "
        + "was seen gone or stopped. Taxes, traffic, credits and the disk of a stopped machine are not included.";

    private readonly object _lock = new();
    private Moment? _from;
    private Moment? _lastSeen;
    private Moment? _to;
    private bool _isUpperBound;

    public InstanceTypeOffer Offer => offer;

    public DateTimeOffset CreatedOn { get; } = timeProvider.GetUtcNow();

    public void See(Workspace workspace)
    {
        lock (_lock)
        {
            if (workspace.Is(WorkspaceStatus.Running))
            {
                _lastSeen = Now();
                _from ??= _lastSeen;
            }
            else if (workspace.IsTerminated() || workspace.Is(WorkspaceStatus.Stopped))
            {
                _to ??= Now();
            }
        }
    }

    /// <summary>It has been given back, if that was not seen before.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isUpperBound = _from is not null && _to is null;
            _to ??= Now();
        }
    }

    public LeaseCost Read()
    {
        lock (_lock)
        {
            var duration = _from is { } from ? Between(from, _to ?? Now()) : TimeSpan.Zero;
            var assumption = _isUpperBound ? UpperBound(Between(_from!.Value, _lastSeen!.Value)) + Assumption : Assumption;
            return new LeaseCost(offer.EstimateCost(duration, diskGiB), offer.Currency, duration, assumption);
        }
    }

    private Moment Now() => new(timeProvider.GetUtcNow(), timeProvider.GetTimestamp());

    /// <summary>
    /// The machine is billed while this computer sleeps, which its timestamps may leave out, and while its clock is set back, which its
    /// timestamps do not see. The longer of both is the truth then.
    /// </summary>
    private TimeSpan Between(Moment from, Moment to)
    {
        var (byClock, byTimestamp) = (to.Time - from.Time, timeProvider.GetElapsedTime(from.Timestamp, to.Timestamp));
        return byClock > byTimestamp ? byClock : byTimestamp;
    }

    private static string UpperBound(TimeSpan seen) =>
        $"Upper bound, because the end of the machine was not seen: it was last seen running {WaitText.Of(seen)} after that, and was gone "
        + "or stopped when it was looked at next. ";

    private readonly record struct Moment(DateTimeOffset Time, long Timestamp);
}
