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
        + "was seen gone or stopped; time that it stood stopped in between, unseen, counts as running. Taxes, traffic, "
        + "credits and the disk of a stopped machine are not included.";

    private readonly object _lock = new();
    private Moment? _from;
    private Moment? _lastSeen;
    private Moment? _to;
    private bool _isUpperBound;

    public InstanceTypeOffer Offer => offer;

    public DateTimeOffset CreatedOn { get; } = timeProvider.GetUtcNow();

    /// <param name="workspace">What is seen.</param>
    /// <param name="isFirstLook">Whether nothing looked for a while: what has ended by then may have done so at any time before.</param>
    public void See(Workspace workspace, bool isFirstLook)
    {
        lock (_lock)
        {
            if (workspace.Is(WorkspaceStatus.Running))
            {
                _lastSeen = Now();
                _from ??= _lastSeen;
            }
            else if (_to is null && (workspace.IsTerminated() || workspace.Is(WorkspaceStatus.Stopped)))
            {
                _to = Now();
                _isUpperBound = _from is not null && isFirstLook;
            }
        }
    }

    /// <summary>It has been given back, if that was not seen before.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isUpperBound |= _from is not null && _to is null;
            _to ??= Now();
        }
    }

    public LeaseCost Read()
    {
        lock (_lock)
        {
            var duration = _from is { } from ? Between(from, _to ?? Now()) : TimeSpan.Zero;
            var bound = _isUpperBound ? UpperBound(Between(_from!.Value, _lastSeen!.Value)) : "";
            return new LeaseCost(offer.EstimateCost(duration, diskGiB), offer.Currency, duration, bound + Unpriced + Assumption);
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

    /// <summary>What the offer names no price for counts nothing, which a reader of the amount has to know.</summary>
    private string Unpriced =>
        (offer.KnownPricePerHour is null ? "The offer names no price for the machine, so that it counts nothing here. " : "")
        + (offer.Disk is { IsElastic: true, PricePerGBHour: null }
            ? "The offer names no price for the disk, so that it counts nothing here. "
            : "");

    private static string UpperBound(TimeSpan seen) =>
        $"Upper bound, because the end of the machine was not seen: it was last seen running {WaitText.Of(seen)} after that, and was gone "
        + "or stopped when it was looked at next. ";

    private readonly record struct Moment(DateTimeOffset Time, long Timestamp);
}
