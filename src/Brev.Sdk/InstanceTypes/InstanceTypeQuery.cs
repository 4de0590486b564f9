namespace Brev.Sdk;

/// <summary>
/// What a machine has to be. Every property is optional; those that are set must all hold. An offer whose value is unknown never meets a
/// condition on it. Without any property: everything with a GPU that is available now, the cheapest first.
/// </summary>
public sealed record InstanceTypeQuery
{
    /// <summary>
    /// The id of the organization whose clouds are searched. Default: <see langword="null"/>, the active one, as the CLI or the API key has
    /// it.
    /// </summary>
    public string? OrganizationId { get; init; }

    /// <summary>
    /// The GPU, in whatever spelling: <c>H100</c>, <c>nvidia-h100-80gb</c>, <c>A100 80GB SXM</c>. It is compared by its model, so <c>L4</c>
    /// finds neither <c>L40</c> nor <c>L40S</c>. A memory size or a form (SXM, PCIe, NVL) in it is a condition of its own; other text is
    /// looked for in the provider's name.
    /// </summary>
    public string? GpuName { get; init; }

    /// <summary>The fewest GPUs. Bounds: 0 or more.</summary>
    public int? MinGpuCount { get; init; }

    /// <summary>The most GPUs. Bounds: 0 or more.</summary>
    public int? MaxGpuCount { get; init; }

    /// <summary>The least memory of one GPU, in GiB. Bounds: 0 or more.</summary>
    public double? MinGpuMemoryGiB { get; init; }

    /// <summary>The least memory of all GPUs together, in GiB. Bounds: 0 or more.</summary>
    public double? MinTotalGpuMemoryGiB { get; init; }

    /// <summary>
    /// The least compute capability of the GPU (8.0 for Ampere, 9.0 for Hopper). Bounds: 0 or more. A GPU whose capability is unknown does
    /// not meet it.
    /// </summary>
    public double? MinComputeCapability { get; init; }

    /// <summary>The fewest virtual processors. Bounds: 0 or more.</summary>
    public int? MinVcpus { get; init; }

    /// <summary>The least main memory, in GiB. Bounds: 0 or more.</summary>
    public double? MinMemoryGiB { get; init; }

    /// <summary>
    /// The largest disk that must be possible, in GiB: a fixed disk must have it, an elastic one must reach it. Bounds: 0 or more.
    /// </summary>
    public int? MinDiskGiB { get; init; }

    /// <summary>
    /// The processor that images have to be built for: <see cref="CpuArchitecture.X64"/> or <see cref="CpuArchitecture.Arm64"/>; other
    /// usual spellings (<c>amd64</c>, <c>x64</c>, <c>aarch64</c>, <c>arm</c>) are understood. A type that names no architecture meets
    /// x86_64 only when nothing about its GPU or its name says Arm.
    /// </summary>
    public CpuArchitecture? Architecture { get; init; }

    /// <summary>
    /// The provider as the list names it (<c>aws</c>, <c>gcp</c>, <c>shadeform</c>), or the cloud behind an aggregator
    /// (<c>massedcompute</c>), in any case.
    /// </summary>
    public string? Provider { get; init; }

    /// <summary>The location or the sub-location, in any case: the whole name, or its beginning (<c>us-</c> or <c>us-east-1</c>).</summary>
    public string? Location { get; init; }

    /// <summary>
    /// The highest price of the machine for an hour, without storage, in <see cref="Currency"/>. Bounds: 0 or more.
    /// </summary>
    public decimal? MaxPricePerHour { get; init; }

    /// <summary>
    /// The highest price of the machine for an hour, divided by its GPUs, in <see cref="Currency"/>. Bounds: 0 or more.
    /// </summary>
    public decimal? MaxPricePerGpuHour { get; init; }

    /// <summary>
    /// The currency in which prices are compared, an ISO 4217 code in any case. Default: <c>USD</c>. Nothing is converted: an offer in
    /// another currency meets no highest price, and stands last in an order by price, as one whose price is unknown.
    /// </summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The longest estimated time of a deployment. Bounds: zero or more.</summary>
    public TimeSpan? MaxDeployTime { get; init; }

    /// <summary>Whether the machine must be one that can be stopped and started. Default: <see langword="false"/>, either.</summary>
    public bool MustStop { get; init; }

    /// <summary>Whether the machine must be one that can be rebooted. Default: <see langword="false"/>, either.</summary>
    public bool MustReboot { get; init; }

    /// <summary>Whether its firewall rules must be open to change. Default: <see langword="false"/>, either.</summary>
    public bool MustHaveFirewall { get; init; }

    /// <summary>Whether machines without a GPU are found as well. Default: <see langword="false"/>.</summary>
    public bool IncludeCpu { get; init; }

    /// <summary>
    /// Whether GPUs of other makers than NVIDIA (AMD, Intel) are found as well; programs for CUDA do not run on them. One that
    /// <see cref="GpuName"/> names is always found. Default: <see langword="false"/>.
    /// </summary>
    public bool IncludeOtherVendors { get; init; }

    /// <summary>
    /// Whether types that the list says are not available now are found as well; they stand last. Default: <see langword="false"/>.
    /// </summary>
    public bool IncludeUnavailable { get; init; }

    /// <summary>
    /// Whether machines that their cloud may take away at any time (spot) are found as well. Default: <see langword="false"/>.
    /// </summary>
    public bool IncludePreemptible { get; init; }

    /// <summary>What comes first. Default: <see cref="InstanceTypeOrder.Price"/>.</summary>
    public InstanceTypeOrder OrderBy { get; init; } = InstanceTypeOrder.Price;

    /// <summary>
    /// Turns <see cref="OrderBy"/> round, the worst first; what is available still stands first, and unknown values last. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool ReverseOrder { get; init; }
}
