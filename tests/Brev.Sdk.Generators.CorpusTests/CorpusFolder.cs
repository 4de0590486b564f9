namespace Brev.Sdk.Generators.CorpusTests;

/// <summary>A folder of other people's documents, named by an environment variable.</summary>
internal static class CorpusFolder
{
    public const string Variable = "BREV_OPENAPI_CORPUS";

    public static string? Path { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path && Directory.Exists(path) ? path : null;

    public static IEnumerable<string> Documents =>
        Path is null ? [] : Directory.EnumerateFiles(Path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
