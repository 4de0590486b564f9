using System.Runtime.CompilerServices;

namespace Brev.Sdk.PackageTests.Feed;

/// <summary>Where the sources of the packages are.</summary>
public static class Repository
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
