namespace Brev.Sdk.Testing.Time;

/// <summary>
/// The requests that the fake works on. The clock stands still for them, save for those that wait for the clock themselves.
/// </summary>
internal sealed class ClockWork(Action changed)
{
    private readonly object _lock = new();
    private readonly HashSet<RequestWork> _open = [];
    private int _parked;

    /// <summary>How many requests wait for the clock.</summary>
    public int Parked => Volatile.Read(ref _parked);

    /// <summary>Whether a request is worked on that does not wait for the clock.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                return _open.Count > _parked;
            }
        }
    }

    public RequestWork Begin(FakeRequest request)
    {
        var begun = new RequestWork(this, request);
        lock (_lock)
        {
            _open.Add(begun);
        }

        changed();
        return begun;
    }

    /// <summary>The requests without an answer, as texts for an error.</summary>
    public IReadOnlyList<string> Describe()
    {
        lock (_lock)
        {
            return [.. _open.Select(static work => work.IsParked ? $"{work} (waits for the clock)" : work.ToString())];
        }
    }

    internal void Park(RequestWork work, bool parked)
    {
        lock (_lock)
        {
            if (_open.Contains(work) && work.IsParked != parked)
            {
                work.IsParked = parked;
                _parked += parked ? 1 : -1;
            }
        }

        changed();
    }

    internal void End(RequestWork work)
    {
        lock (_lock)
        {
            if (_open.Remove(work) && work.IsParked)
            {
                _parked--;
            }
        }

        changed();
    }
}
