using System.Runtime.CompilerServices;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

public sealed class DiagnosticCatalogTests
{
    [Fact]
    public void Every_diagnostic_is_explained_to_contributors_and_tracked_by_release()
    {
        var guide = Read("CONTRIBUTING.md");
        var releases = Read("generators/Brev.Sdk.Generators/AnalyzerReleases.Unshipped.md");
        Assert.NotEmpty(DiagnosticCatalog.All);
        Assert.All(DiagnosticCatalog.All, descriptor =>
        {
            Assert.Contains(
                $"| {descriptor.Id} | {descriptor.DefaultSeverity.ToString().ToLowerInvariant()} | {descriptor.Title} |",
                guide,
                StringComparison.Ordinal);
            Assert.Contains(
                $"{descriptor.Id} | OpenApi | {descriptor.DefaultSeverity} | {descriptor.Title}", releases, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_id_is_used_once() => Assert.Equal(
        DiagnosticCatalog.All.Select(descriptor => descriptor.Id).Distinct(), DiagnosticCatalog.All.Select(descriptor => descriptor.Id));

    private static string Read(string path, [CallerFilePath] string sourceFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(sourceFile)!, "../../..", path)).Replace(
            "\r\n", "\n", StringComparison.Ordinal);
}
