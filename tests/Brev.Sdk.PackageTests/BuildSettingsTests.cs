using Brev.Sdk.PackageTests.Feed;
using Brev.Sdk.PackageTests.Processes;

namespace Brev.Sdk.PackageTests;

/// <summary>What looks at the code, and how often: most of a build's time is that.</summary>
public sealed class BuildSettingsTests
{
    /// <summary>Whoever builds may have turned them off.</summary>
    private static readonly string[] Settings =
        ["RunAnalyzers", "RunAnalyzersDuringBuild", "EnableAotAnalyzer", "EnableTrimAnalyzer", "EnableSingleFileAnalyzer"];

    [Theory]
    [InlineData("true", "net10.0", "true", "")]
    [InlineData("true", "net8.0", "false", "")]
    [InlineData(null, "net10.0", "false", "")]
    [InlineData(null, "net8.0", "false", "false")]
    public async Task The_analyzers_of_native_compilation_look_once_in_CI_and_the_others_at_every_framework_there(
        string? isCI, string framework, string native, string others)
    {
        var result = await Command.RunAsync(
            Path.Combine(Repository.Root, "src", "Brev.Sdk"),
            Settings.ToDictionary(name => name, _ => (string?)null).Append(new("CI", isCI)).ToDictionary(),
            null,
            "dotnet",
            "msbuild",
            $"-p:TargetFramework={framework}",
            "-getProperty:EnableAotAnalyzer,EnableTrimAnalyzer,RunAnalyzersDuringBuild");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"\"EnableAotAnalyzer\": \"{native}\"", result.Output, StringComparison.Ordinal);
        Assert.Contains($"\"EnableTrimAnalyzer\": \"{native}\"", result.Output, StringComparison.Ordinal);
        Assert.Contains($"\"RunAnalyzersDuringBuild\": \"{others}\"", result.Output, StringComparison.Ordinal);
    }
}
