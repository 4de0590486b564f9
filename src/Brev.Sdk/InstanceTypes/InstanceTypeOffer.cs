namespace Brev.Sdk;

/// <summary>
/// One machine that can be rented: a type at a provider, in a location, through one cloud credential or workspace group. These together,
/// and not the name of the type alone, say what is created and what it costs, so pass the whole offer on. Availability is a snapshot: an
/// offer can be gone a moment later.
/// </summary>
public sealed record InstanceTypeOffer
{
    /// <summary>
    /// The name of the type, for <see cref="CreateWorkspaceRequest.InstanceType"/>: <c>g6e.xlarge</c>, <c>massedcompute_L40S</c>.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>The provider as the list names it (<c>aws</c>, <c>gcp</c>, <c>shadeform</c>); empty when the list names none.</summary>
    public string Provider { get; init; } = "";

    /// <summary>
    /// The cloud behind an aggregator (<c>massedcompute</c> of <c>massedcompute_L40S</c>); otherwise the same as <see cref="Provider"/>.
    /// </summary>
    public string Cloud { get; init; } = "";

    /// <summary>Where it stands, as the provider names it (<c>us-east-1</c>); empty when the list names none.</summary>
    public string Location { get; init; } = "";

    /// <summary>The part of the location (<c>us-east-1a</c>); <see langword="null"/> when the list names none.</summary>
    public string? SubLocation { get; init; }

    /// <summary>
    /// The cloud credential to create with; <see langword="null"/> when the list names none. It goes before <see cref="WorkspaceGroupId"/>.
    /// </summary>
    public string? CloudCredId { get; init; }

    /// <summary>The workspace group to create with; <see langword="null"/> when the list names none.</summary>
    public string? WorkspaceGroupId { get; init; }

    /// <summary>The organization whose list this is from; another one may not be able to create it.</summary>
    public string OrganizationId { get; init; } = "";

    /// <summary>The GPUs; <see langword="null"/> for a machine without one.</summary>
    public OfferGpu? Gpu { get; init; }

    /// <summary>
    /// Where else the type can be created, as the list says it. The price there can differ, so pass another location on only after a look
    /// at its own offer.
    /// </summary>
    public IReadOnlyList<string> AvailableLocations { get; init; } = [];

    /// <summary>The number of virtual processors; <see langword="null"/> when the list does not say.</summary>
    public int? Vcpus { get; init; }

    /// <summary>The main memory in GiB; <see langword="null"/> when the list does not say it in a way that can be read.</summary>
    public double? MemoryGiB { get; init; }

    /// <summary>The price of the whole machine for an hour, storage not included; 0 where the list does not know it.</summary>
    public decimal PricePerHour { get; init; }

    /// <summary>
    /// The price of the whole machine for an hour, divided by its GPUs; <see langword="null"/> without a GPU, or without a price.
    /// </summary>
    public decimal? PricePerGpuHour => Gpu is { Count: > 0 } gpu ? KnownPricePerHour / gpu.Count : null;

    /// <summary>The price per hour; <see langword="null"/> when the list names none.</summary>
    internal decimal? KnownPricePerHour => PricePerHour > 0 ? PricePerHour : null;

    /// <summary>The currency of every price here, an ISO 4217 code; <c>USD</c> when the list names none.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Whether its prices can be compared with those in a currency.</summary>
    internal bool IsIn(string currency) => Currency.Equals(currency.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the machine can be stopped and started. What the list leaves open (<c>null</c>) means no.</summary>
    public bool CanStop { get; init; }

    /// <summary>Whether the machine can be rebooted. What the list leaves open means no.</summary>
    public bool CanReboot { get; init; }

    /// <summary>Whether the firewall rules of the machine can be changed. What the list leaves open means no.</summary>
    public bool CanModifyFirewall { get; init; }

    /// <summary>Whether its cloud may take the machine away at any time (spot).</summary>
    public bool IsPreemptible { get; init; }

    /// <summary>Whether the list says that it can be had now. A list that says nothing counts as yes.</summary>
    public bool IsAvailable { get; init; } = true;

    /// <summary>
    /// The processors that it runs programs for, under one name each (<see cref="CpuArchitecture.X64"/>,
    /// <see cref="CpuArchitecture.Arm64"/>); empty when unknown.
    /// </summary>
    public IReadOnlyList<CpuArchitecture> Architectures { get; init; } = [];

    /// <summary>How long a deployment takes by the provider's estimate; <see langword="null"/> when the list does not say.</summary>
    public TimeSpan? EstimatedDeployTime { get; init; }

    /// <summary>The rules for its disk.</summary>
    public OfferDisk Disk { get; init; } = new();

    /// <summary>
    /// What it costs to keep the machine running for a while, in <see cref="Currency"/>: the price per hour, and the disk at its price per
    /// GB-hour. Assumed is that time counts exactly (nothing is rounded up to hours), that a GiB of disk is billed as one of the GB of the
    /// price, that a fixed disk is included, and that where the list names several prices for storage the highest counts. A machine or an
    /// elastic disk whose price is unknown costs nothing here, so the result is then the least that it costs. Taxes, traffic and credits
    /// are not included.
    /// </summary>
    /// <param name="duration">How long it runs; zero or more.</param>
    /// <param name="diskGiB">The size of its disk in GiB; 0 for the default size of the offer, as in <see cref="WorkspacePlan.DiskGiB"/>.
    /// Without effect for a fixed disk.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration or the size is negative.</exception>
    public decimal EstimateCost(TimeSpan duration, int diskGiB)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(diskGiB);
        var hours = (decimal)duration.Ticks / TimeSpan.TicksPerHour;
        return hours * (PricePerHour + DiskPricePerHour(diskGiB));
    }

    /// <summary>The price of the disk for an hour, in <see cref="Currency"/>. It is what a stopped machine costs.</summary>
    /// <param name="diskGiB">The size of the disk in GiB; 0 for the default size of the offer, as in <see cref="WorkspacePlan.DiskGiB"/>.
    /// Without effect for a fixed disk, which is included in the price.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public decimal DiskPricePerHour(int diskGiB)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(diskGiB);
        return Disk is { IsElastic: true, PricePerGBHour: { } price } ? (diskGiB == 0 ? Disk.DefaultGiB : diskGiB) * price : 0;
    }
}
