namespace Brev.Sdk.InstanceTypes;

/// <summary>Processor architectures under one name each.</summary>
internal static class CpuArchitectureName
{
    /// <summary>The architecture that a text means; <see langword="null"/> for one that the SDK does not know.</summary>
    public static CpuArchitecture? Parse(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "X86_64" or "X86-64" or "X64" or "AMD64" or "X86" or "INTEL" => CpuArchitecture.X64,
        "ARM64" or "AARCH64" or "ARM" or "ARM64E" or "ARMV8" => CpuArchitecture.Arm64,
        _ => (CpuArchitecture?)null,
    };

    /// <summary>
    /// The architectures of a type. Where its list names none, a GPU that exists only beside an Arm processor, and the name of an AWS
    /// Graviton type (<c>g5g.xlarge</c>, <c>c7gn.large</c>), say it. What the list writes and the SDK does not know is kept; <c>unknown</c>
    /// says nothing.
    /// </summary>
    public static IReadOnlyList<CpuArchitecture> Of(InstanceType type, GpuModel? gpu)
    {
        var named = type.SupportedArchitectures.Where(static name => name.Value.Length > 0 && name != CpuArchitecture.Unknown)
            .Select(static name => Parse(name.Value) ?? name).Distinct().ToArray();
        return named.Length > 0 ? named : gpu is { IsArm: true } || IsGraviton(type) ? [CpuArchitecture.Arm64] : [];
    }

    /// <summary>AWS writes a <c>g</c> among the letters after the generation's number for its own Arm processors.</summary>
    private static bool IsGraviton(InstanceType type)
    {
        if (!"aws".Equals(type.Provider, StringComparison.OrdinalIgnoreCase)
            || type.Type is not { } name || name.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot))
        {
            return false;
        }

        var family = name.AsSpan(0, dot);
        var generation = family.IndexOfAnyInRange('0', '9');
        return generation > 0 && family[generation..].TrimStart("0123456789").Contains('g');
    }
}
