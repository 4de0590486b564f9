namespace Brev.Sdk.InstanceTypes;

/// <summary>A GPU that the SDK knows.</summary>
/// <param name="Name">The one name that it has here.</param>
/// <param name="Capability"> Its compute capability, as NVIDIA's list of CUDA GPUs says; <see langword="null"/> for one that runs no CUDA.
/// </param>
/// <param name="IsArm">Whether it exists only beside an Arm processor.</param>
/// <param name="Aliases">Other ways to write it, in capital letters and digits alone.</param>
internal sealed record GpuModel(string Name, double? Capability, bool IsArm, params string[] Aliases)
{
    /// <summary>Every way to write it, in capital letters and digits alone.</summary>
    public IEnumerable<string> Keys => Aliases.Prepend(Name.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());

    /// <summary>Whether programs for CUDA run on it.</summary>
    public bool IsNvidia => Capability is not null;
}
