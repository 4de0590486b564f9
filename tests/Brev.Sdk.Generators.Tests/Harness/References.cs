using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>What generated code is compiled against: the runtime of the test and Refit.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "Refit.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
