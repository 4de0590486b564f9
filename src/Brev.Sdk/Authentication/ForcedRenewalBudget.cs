namespace Brev.Sdk.Authentication;

/// <summary>
/// A server that rejects every token must not make the SDK fetch new ones without end: at most five forced renewals in a minute. Not thread-safe: it is
/// used under the token source's lock.
/// </summary>
internal sealed class ForcedRenewalBudget(TimeProvider timeProvider)
{
    private const int Most = 5;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _spent = new(Most);

    public bool TrySpend()
    {
        while (_spent.TryPeek(out var oldest) && timeProvider.GetElapsedTime(oldest) >= Period)
        {
            _spent.Dequeue();
        }

        if (_spent.Count >= Most)
        {
            return false;
        }

        _spent.Enqueue(timeProvider.GetTimestamp());
        return true;
    }
}
