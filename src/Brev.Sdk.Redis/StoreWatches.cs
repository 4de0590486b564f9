namespace Brev.Sdk.Redis;

/// <summary>
/// The watches of a store. A credential that has stored something itself need not hear of it; where several share the store, they hear of
/// each other. Thread-safe.
/// </summary>
internal sealed class StoreWatches
{
    private readonly object _gate = new();
    private readonly List<RedisStoreWatch> _watches = [];

    public RedisStoreWatch Add(RedisStoreWatch watch)
    {
        lock (_gate)
        {
            _watches.Add(watch);
        }

        return watch;
    }

    public void Remove(RedisStoreWatch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
        }
    }

    /// <summary>What is being stored by a refresh, which its own credential knows.</summary>
    public void Expect(string fingerprint)
    {
        lock (_gate)
        {
            if (_watches is [var only])
            {
                only.Expect(fingerprint);
            }
        }
    }
}
