namespace Brev.Sdk.Authentication;

/// <summary>Remembers that nothing new was found for a token, so that inside the window the store is not asked again with every call.</summary>
internal sealed class StoreWithoutNews(TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private volatile TokenSnapshot? _snapshot;
    private long _since;

    public void Remember(TokenSnapshot? snapshot)
    {
        Volatile.Write(ref _since, timeProvider.GetTimestamp());
        _snapshot = snapshot;
    }

    public bool IsRecentFor(TokenSnapshot snapshot) => ReferenceEquals(_snapshot, snapshot) && timeProvider.GetElapsedTime(Volatile.Read(ref _since)) < Pause;
}
