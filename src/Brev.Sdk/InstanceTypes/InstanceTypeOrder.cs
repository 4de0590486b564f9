namespace Brev.Sdk;

/// <summary>
/// What comes first in the result of a search. Offers that are equal in it are ordered by price per hour, then by price per GPU, then by
/// name of the type, provider, location, sub-location and cloud, so that the same list always gives the same order. An offer that lacks the
/// value, a price among them, stands last, as does one whose price is not in <see cref="InstanceTypeQuery.Currency"/> where prices are
/// compared.
/// </summary>
public enum InstanceTypeOrder
{
    /// <summary>The cheapest per hour first: the default. What is available stands before what is not.</summary>
    Price,

    /// <summary>The cheapest per hour and GPU first; offers without a GPU stand last.</summary>
    PricePerGpu,

    /// <summary>The cheapest per hour and GiB of GPU memory first; offers without a GPU stand last.</summary>
    PricePerGpuMemory,

    /// <summary>The most GPUs first.</summary>
    GpuCount,

    /// <summary>The most memory of one GPU first.</summary>
    GpuMemory,

    /// <summary>The most memory of all GPUs together first.</summary>
    TotalGpuMemory,

    /// <summary>The highest compute capability of the GPU first.</summary>
    ComputeCapability,

    /// <summary>The most virtual processors first.</summary>
    Vcpus,

    /// <summary>The most main memory first.</summary>
    Memory,

    /// <summary>The largest possible disk first; one without an upper bound stands before all.</summary>
    Disk,

    /// <summary>The shortest estimated time of a deployment first.</summary>
    DeployTime,

    /// <summary>By the name of the type, ordinal.</summary>
    Type,

    /// <summary>By the name of the provider, ordinal.</summary>
    Provider,

    /// <summary>By the name of the first processor architecture, ordinal.</summary>
    Architecture,
}
