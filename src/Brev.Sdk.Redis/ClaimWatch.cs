namespace Brev.Sdk.Redis;

/// <summary>
/// Another instance's claim, and since when it has been seen unchanged. It outlasts the single wait for the lock: a wait that its caller
/// gives up must not begin the patience anew, or a claim of a killed owner would stay for ever. It does not outlast an outage of Redis: an
/// owner that was cut off as well has had no time to store what it has. Thread-safe.
/// </summary>
internal sealed class ClaimWatch(TimeSpan patience, TimeProvider timeProvider)
{
    private readonly object _gate = new();
    private string? _seen;
    private long _since;

    /// <summary>The last claim of this store that has ended.</summary>
    private string? _own;

    /// <summary>Whether a claim that is still there kept this instance from the lock.</summary>
    public bool IsInTheWay { get; private set; }

    /// <summary>The claim that has been seen for long enough to count as given up; empty when there is none.</summary>
    public string GivenUp
    {
        get
        {
            lock (_gate)
            {
                return _seen is not null && (_seen == _own || timeProvider.GetElapsedTime(_since) >= patience) ? _seen : "";
            }
        }
    }

    /// <summary>A claim of this store has ended: its owner presents nothing any more.</summary>
    public void GiveUp(string claim)
    {
        lock (_gate)
        {
            _own = claim;
        }
    }

    /// <summary>Redis is away: the patience begins anew when the claim is seen again.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _seen = null;
        }
    }

    /// <summary>What stands there now.</summary>
    /// <param name="claim">The claim; <see langword="null"/> when there is none.</param>
    public void See(string? claim)
    {
        lock (_gate)
        {
            if (claim != _seen)
            {
                (_seen, _since, IsInTheWay) = (claim, timeProvider.GetTimestamp(), false);
            }
        }
    }

    /// <summary>A claim keeps this instance, which has the lock, from going on.</summary>
    public void Meet(string claim)
    {
        lock (_gate)
        {
            See(claim);
            IsInTheWay = true;
        }
    }
}
