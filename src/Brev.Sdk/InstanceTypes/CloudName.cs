namespace Brev.Sdk.InstanceTypes;

/// <summary>Tells the cloud that owns a machine from the provider that lists it.</summary>
internal static class CloudName
{
    // As the brev CLI has them: these own what they list, whatever their types are called.
    private static readonly HashSet<string> Direct = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws", "gcp", "azure", "oci", "nebius", "crusoe", "lambda-labs", "launchpad", "sfcompute", "fluidstack", "akash",
    };

    /// <summary>The prefix of the type at an aggregator (<c>massedcompute_L40S</c>); otherwise the provider.</summary>
    public static string Of(string type, string provider) =>
        !Direct.Contains(provider) && type.IndexOf('_', StringComparison.Ordinal) is > 0 and var end ? type[..end] : provider;

    /// <summary>
    /// The part of a type's name that speaks of its GPU: <c>L40S</c> of <c>massedcompute_L40S</c>, <c>nvidia-l4</c> of
    /// <c>g2-standard-4:nvidia-l4:1</c>; <see langword="null"/> for a name that is made otherwise.
    /// </summary>
    public static string? GpuPartOf(string type)
    {
        var parts = type.Split(':');
        return parts.Length > 1 ? parts[1]
            : type.IndexOf('_', StringComparison.Ordinal) is > 0 and var start ? type[(start + 1)..]
            : null;
    }
}
