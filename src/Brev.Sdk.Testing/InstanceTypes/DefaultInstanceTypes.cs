namespace Brev.Sdk.Testing.InstanceTypes;

/// <summary>The types that every fake starts with, from a file inside the assembly that is written as the servers write them.</summary>
internal static class DefaultInstanceTypes
{
    private const string Resource = "Brev.Sdk.Testing.InstanceTypes.default-instance-types.json";

    public static IEnumerable<InstanceTypeEntry> Read()
    {
        using var stream = typeof(DefaultInstanceTypes).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("allInstanceTypes").EnumerateArray()
            .Select(static body => InstanceTypeEntry.From(body.Clone())).ToArray();
    }
}
