namespace Brev.Sdk;

/// <summary>The GPUs of an offer. All of them are of one kind.</summary>
public sealed record OfferGpu
{
    /// <summary>The name as the provider writes it: <c>nvidia-h100-80gb</c>, <c>L40S</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The model under one name whatever the provider writes, without vendor, memory and form: <c>H100</c>, <c>L40S</c>, <c>A6000</c>.
    /// A name that nothing is known about is kept, in upper case.
    /// </summary>
    public string Model { get; init; } = "";

    /// <summary>How many there are; at least 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>
    /// The memory of one GPU, in GiB; <see langword="null"/> when the list does not say it in a way that can be read. A vendor's GB of a
    /// GPU are GiB on the card, so that "40GB" reads as 40.
    /// </summary>
    public double? MemoryGiB { get; init; }

    /// <summary>The memory of all GPUs together, in GiB; <see langword="null"/> when that of one is unknown.</summary>
    public double? TotalMemoryGiB => MemoryGiB * Count;

    /// <summary>
    /// The compute capability (8.9 for Ada, 9.0 for Hopper); <see langword="null"/> for a GPU without one, or one that the SDK does not
    /// know.
    /// </summary>
    public double? ComputeCapability { get; init; }

    /// <summary>
    /// How the GPU is connected (<c>SXM</c>, <c>PCIe</c>, <c>NVL</c>); <see langword="null"/> when neither its name nor the list says so.
    /// </summary>
    public string? Form { get; init; }

    /// <summary>Who makes it, as the list writes it (<c>NVIDIA</c>); <see langword="null"/> when it does not.</summary>
    public string? Manufacturer { get; init; }
}
