namespace Brev.Sdk.InstanceTypes;

/// <summary>
/// Puts the best offer first, in the same order for the same list. Prices in different currencies are never compared: in any but the one
/// that the query names a price counts as unknown.
/// </summary>
internal sealed class OfferOrder(InstanceTypeQuery query)
{
    public IReadOnlyList<InstanceTypeOffer> Sort(IEnumerable<InstanceTypeOffer> offers)
    {
        var (order, isReversed) = (query.OrderBy, query.ReverseOrder);
        var availableFirst = offers.OrderByDescending(static offer => offer.IsAvailable);
        var sorted = order switch
        {
            InstanceTypeOrder.Price => ByNumber(availableFirst, Price, isReversed),
            InstanceTypeOrder.PricePerGpu => ByNumber(availableFirst, PricePerGpu, isReversed),
            InstanceTypeOrder.PricePerGpuMemory => ByNumber(availableFirst, PricePerGpuMemory, isReversed),
            InstanceTypeOrder.GpuCount => ByNumber(availableFirst, static offer => offer.Gpu?.Count, !isReversed),
            InstanceTypeOrder.GpuMemory => ByNumber(availableFirst, static offer => (decimal?)offer.Gpu?.MemoryGiB, !isReversed),
            InstanceTypeOrder.TotalGpuMemory => ByNumber(availableFirst, static offer => (decimal?)offer.Gpu?.TotalMemoryGiB, !isReversed),
            InstanceTypeOrder.ComputeCapability =>
                ByNumber(availableFirst, static offer => (decimal?)offer.Gpu?.ComputeCapability, !isReversed),
            InstanceTypeOrder.Vcpus => ByNumber(availableFirst, static offer => offer.Vcpus, !isReversed),
            InstanceTypeOrder.Memory => ByNumber(availableFirst, static offer => (decimal?)offer.MemoryGiB, !isReversed),
            InstanceTypeOrder.Disk => ByNumber(availableFirst, LargestDisk, !isReversed),
            InstanceTypeOrder.DeployTime => ByNumber(availableFirst, static offer => offer.EstimatedDeployTime?.Ticks, isReversed),
            InstanceTypeOrder.Type => ByText(availableFirst, static offer => offer.Type, isReversed),
            InstanceTypeOrder.Provider => ByText(availableFirst, static offer => offer.Provider, isReversed),
            _ => ByText(availableFirst, static offer => offer.Architectures is [var first, ..] ? first.Value : "", isReversed),
        };
        return [.. WithoutTies(sorted)];
    }

    private decimal? Price(InstanceTypeOffer offer) => offer.IsIn(query.Currency) ? offer.KnownPricePerHour : null;

    private decimal? PricePerGpu(InstanceTypeOffer offer) => offer.IsIn(query.Currency) ? offer.PricePerGpuHour : null;

    private decimal? PricePerGpuMemory(InstanceTypeOffer offer) =>
        offer.Gpu?.TotalMemoryGiB is > 0 and { } memory ? Price(offer) / (decimal)memory : null;

    /// <summary>One that is elastic without an upper bound meets any size.</summary>
    private static decimal? LargestDisk(InstanceTypeOffer offer) =>
        offer.Disk is { IsElastic: true, MaxGiB: null } ? decimal.MaxValue : (decimal?)offer.Disk.MaxGiB;

    private static IOrderedEnumerable<InstanceTypeOffer> ByNumber(
        IOrderedEnumerable<InstanceTypeOffer> offers, Func<InstanceTypeOffer, decimal?> value, bool isDescending)
    {
        var known = offers.ThenByDescending(offer => value(offer) is not null);
        return isDescending ? known.ThenByDescending(value) : known.ThenBy(value);
    }

    private static IOrderedEnumerable<InstanceTypeOffer> ByText(
        IOrderedEnumerable<InstanceTypeOffer> offers, Func<InstanceTypeOffer, string> value, bool isDescending)
    {
        var known = offers.ThenByDescending(offer => value(offer).Length > 0);
        return isDescending ? known.ThenByDescending(value, StringComparer.Ordinal) : known.ThenBy(value, StringComparer.Ordinal);
    }

    private IOrderedEnumerable<InstanceTypeOffer> WithoutTies(IOrderedEnumerable<InstanceTypeOffer> offers) => offers
        .ThenByDescending(offer => offer.IsIn(query.Currency))
        .ThenBy(static offer => offer.Currency, StringComparer.OrdinalIgnoreCase)
        .ThenBy(static offer => offer.KnownPricePerHour ?? decimal.MaxValue)
        .ThenBy(static offer => offer.PricePerGpuHour ?? decimal.MaxValue)
        .ThenBy(static offer => offer.Type, StringComparer.Ordinal)
        .ThenBy(static offer => offer.Provider, StringComparer.Ordinal)
        .ThenBy(static offer => offer.Location, StringComparer.Ordinal)
        .ThenBy(static offer => offer.SubLocation, StringComparer.Ordinal)
        .ThenBy(static offer => offer.CloudCredId, StringComparer.Ordinal)
        .ThenBy(static offer => offer.WorkspaceGroupId, StringComparer.Ordinal)
        .ThenBy(static offer => offer.IsPreemptible);
}
