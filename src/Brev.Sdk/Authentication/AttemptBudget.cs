namespace Brev.Sdk.Authentication;

/// <summary>Allows at most so many attempts in any period of a length. Not thread-safe: it is used where one renewal runs at a time.</summary>
internal sealed class AttemptBudget(int most, TimeSpan period, TimeProvider timeProvider)
{
    private readonly Queue<long> _spent = new(most);

    /// <summary>Five in a minute: a server that rejects every token must not make the SDK fetch new ones without end.</summary>
    public static AttemptBudget OfForcedRenewals(TimeProvider timeProvider) => new(5, TimeSpan.FromMinutes(1), timeProvider);

    public bool TrySpend()
    {
        while (_spent.TryPeek(out var oldest) && timeProvider.GetElapsedTime(oldest) >= period)
        {
            _spent.Dequeue();
        }

        if (_spent.Count >= most)
        {
            return false;
        }

        _spent.Enqueue(timeProvider.GetTimestamp());
        return true;
    }
}
