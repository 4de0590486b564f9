using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>How long a rented machine is billed, by what is seen of it: from its first <c>RUNNING</c> until its machine is gone, or
/// stopped. Thread-safe.</summary>
internal sealed class LeaseMeter(InstanceTypeOffer offer, int diskGiB, TimeProvider timeProvider)
{
    private readonly object _lock = new();
    private DateTimeOffset? _from;
    private DateTimeOffset? _to;

    public InstanceTypeOffer Offer => offer;

    public DateTimeOffset CreatedOn { get; } = timeProvider.GetUtcNow();

    public void See(Workspace workspace)
    {
        lock (_lock)
        {
            if (workspace.Is(WorkspaceStatus.Running))
            {
                _from ??= timeProvider.GetUtcNow();
            }
            else if (workspace.IsTerminated() || workspace.Is(WorkspaceStatus.Stopped))
            {
                _to ??= timeProvider.GetUtcNow();
            }
        }
    }

    /// <summary>It has been given back, if that was not seen before.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _to ??= timeProvider.GetUtcNow();
        }
    }

    public LeaseCost Read()
    {
        lock (_lock)
        {
            var duration = _from is { } from ? (_to ?? timeProvider.GetUtcNow()) - from : TimeSpan.Zero;
            duration = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
            return new LeaseCost(
                offer.EstimateCost(duration, diskGiB),
                offer.Currency,
                duration,
                "Price of the offer for the machine and its disk, for exactly the time from when it was first seen running until its machine was seen gone or stopped. Taxes, traffic, credits and the disk of a stopped machine are not included.");
        }
    }
}
