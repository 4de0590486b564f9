namespace Brev.Sdk.InstanceTypes;

/// <summary>Whether an offer meets a query.</summary>
internal sealed class OfferFilter(InstanceTypeQuery query)
{
    // 80 GB on the label are 74.5 to 80 GiB in the lists, 48 GB down to 44; the next smaller size of a model is always further away.
    private const double LabelTolerance = 0.12;

    private readonly GpuName? _gpu = query.GpuName is { } name ? GpuName.Parse(name) : null;
    private readonly CpuArchitecture? _architecture = CpuArchitectureName.Parse(query.Architecture?.Value);

    public bool Meets(InstanceTypeOffer offer) =>
        HasFeatures(offer) && HasPlace(offer) && HasPrice(offer) && HasSize(offer) && HasArchitecture(offer)
        && (offer.Gpu is { } gpu ? HasGpu(gpu) : HasNoGpu());

    private bool HasFeatures(InstanceTypeOffer offer) =>
        (query.IncludeUnavailable || offer.IsAvailable) && (query.IncludePreemptible || !offer.IsPreemptible)
        && (!query.MustStop || offer.CanStop) && (!query.MustReboot || offer.CanReboot)
        && (!query.MustHaveFirewall || offer.CanModifyFirewall)
        && (query.MaxDeployTime is not { } most || offer.EstimatedDeployTime <= most);

    private bool HasPlace(InstanceTypeOffer offer) =>
        (IsBlank(query.Provider) || Contains(offer.Provider, query.Provider!) || Contains(offer.Cloud, query.Provider!))
        && (IsBlank(query.Location) || Begins(offer.Location, query.Location!) || Begins(offer.SubLocation, query.Location!));

    private bool HasPrice(InstanceTypeOffer offer) =>
        query is { MaxPricePerHour: null, MaxPricePerGpuHour: null }
        || (offer.IsIn(query.Currency)
            && (query.MaxPricePerHour is not { } perHour || offer.KnownPricePerHour <= perHour)
            && (query.MaxPricePerGpuHour is not { } perGpu || offer.PricePerGpuHour <= perGpu));

    private bool HasSize(InstanceTypeOffer offer) =>
        (query.MinVcpus is not { } vcpus || vcpus == 0 || offer.Vcpus >= vcpus)
        && AtLeast(offer.MemoryGiB, query.MinMemoryGiB)
        && (offer.Disk is { IsElastic: true, MaxGiB: null } || AtLeast(offer.Disk.MaxGiB, query.MinDiskGiB));

    private bool HasArchitecture(InstanceTypeOffer offer) =>
        _architecture is not { } wanted || offer.Architectures.Contains(wanted)
        || (offer.Architectures.Count == 0 && wanted == CpuArchitecture.X64);

    /// <summary>A machine without a GPU meets no condition on one, except that there be none at all.</summary>
    private bool HasNoGpu() =>
        query.IncludeCpu && IsBlank(query.GpuName) && query is { MinGpuCount: null or 0, MaxPricePerGpuHour: null }
        && query is { MinGpuMemoryGiB: null or 0, MinTotalGpuMemoryGiB: null or 0, MinComputeCapability: null or 0 };

    private bool HasGpu(OfferGpu gpu) =>
        !(gpu.Count < query.MinGpuCount) && !(gpu.Count > query.MaxGpuCount)
        && AtLeast(gpu.MemoryGiB, query.MinGpuMemoryGiB) && AtLeast(gpu.TotalMemoryGiB, query.MinTotalGpuMemoryGiB)
        && AtLeast(gpu.ComputeCapability, query.MinComputeCapability)
        && (_gpu is null || IsBlank(query.GpuName) ? query.IncludeOtherVendors || IsNvidia(gpu) : IsWanted(gpu, _gpu));

    private bool IsWanted(OfferGpu gpu, GpuName wanted) =>
        (wanted.MemoryGB is not { } label || Math.Abs((gpu.MemoryGiB ?? 0) - label) <= label * LabelTolerance)
        && (wanted.Form is not { } form || form == gpu.Form)
        && (wanted.Known is not null ? gpu.Model.Equals(wanted.Model, StringComparison.OrdinalIgnoreCase)
            : wanted.Model.Length > 0 ? Contains(Plain(gpu.Model), Plain(wanted.Model)) || Contains(Plain(gpu.Name), Plain(wanted.Model))
            : wanted is not { MemoryGB: null, Form: null }
                || Contains(gpu.Name, query.GpuName!) || Contains(gpu.Manufacturer, query.GpuName!));

    /// <summary>As the list says; where it does not, every GPU that is not known to be another maker's.</summary>
    private static bool IsNvidia(OfferGpu gpu) => IsBlank(gpu.Manufacturer) || Contains("unknown", gpu.Manufacturer!)
        ? GpuName.Parse(gpu.Model).Known is not { IsNvidia: false }
        : Contains(gpu.Manufacturer, "nvidia");

    private static bool AtLeast(double? value, double? least) => least is not { } wanted || wanted == 0 || value >= wanted;

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));

    private static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);

    private static bool Contains(string? text, string part) => text?.Contains(part.Trim(), StringComparison.OrdinalIgnoreCase) == true;

    private static bool Begins(string? text, string beginning) =>
        text?.StartsWith(beginning.Trim(), StringComparison.OrdinalIgnoreCase) == true;
}
