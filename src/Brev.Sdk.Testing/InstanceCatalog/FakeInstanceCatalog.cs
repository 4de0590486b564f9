namespace Brev.Sdk.Testing;

/// <summary>
/// The instance types that the Connect services list. At first: <c>g6e.xlarge</c> in two regions, <c>hyperstack_H100</c>, <c>p5.48xlarge</c> (out of stock) and
/// <c>n2d-standard-4</c> (no GPU). Thread-safe.
/// </summary>
public sealed class FakeInstanceCatalog
{
    private readonly object _lock = new();
    private readonly List<CatalogOffer> _offers = [.. CatalogStock.Create().Select(static type => new CatalogOffer(type, Preemptible: false, []))];

    internal FakeInstanceCatalog()
    {
    }

    /// <summary>Every entry, in the order in which they are listed.</summary>
    public IReadOnlyList<CatalogInstanceType> All => [.. Offers().Select(static offer => offer.InstanceType)];

    /// <summary>Adds an entry.</summary>
    /// <param name="instanceType">The entry. Without <see cref="CatalogInstanceType.IsAvailable"/> it is listed only on request.</param>
    /// <param name="preemptible">Whether the cloud may take the machine back; such types are listed only on request.</param>
    /// <param name="organizationIds">The organizations that have access to it; none for everybody.</param>
    public void Add(CatalogInstanceType instanceType, bool preemptible = false, params string[] organizationIds)
    {
        ArgumentNullException.ThrowIfNull(instanceType);
        ArgumentNullException.ThrowIfNull(organizationIds);
        lock (_lock)
        {
            _offers.Add(new CatalogOffer(instanceType, preemptible, [.. organizationIds]));
        }
    }

    /// <summary>Removes every entry.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _offers.Clear();
        }
    }

    internal IReadOnlyList<CatalogOffer> Offers()
    {
        lock (_lock)
        {
            return [.. _offers];
        }
    }
}
