namespace Brev.Sdk.Testing;

/// <summary>The types that every fake starts with, from a file inside the assembly that is written as the servers write them.</summary>
internal static class DefaultInstanceTypes
{
    private const string Resource = "Brev.Sdk.Testing.InstanceTypes.default-instance-types.json";

    public static IReadOnlyList<InstanceType> Read()
    {
        using var stream = typeof(DefaultInstanceTypes).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        return JsonSerializer.Deserialize(stream, FakeJsonContext.Default.OrganizationInstanceTypeList)!.AllInstanceTypes;
    }
}
