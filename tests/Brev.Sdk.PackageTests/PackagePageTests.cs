using System.Text.RegularExpressions;
using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;

namespace Brev.Sdk.PackageTests;

/// <summary>The pages of packages, followed in programs that have only what the page names.</summary>
[Collection(PackageSuite.Name)]
public sealed partial class PackagePageTests(PackageFeed feed)
{
    [Theory]
    [InlineData("Brev.Sdk", 1)]
    [InlineData("Brev.Sdk.Testing", 1)]
    [InlineData("Brev.Sdk.Redis", 3)]
    public async Task What_a_page_shows_compiles_with_what_it_names(string id, int shown)
    {
        using var file = new PackageFile(feed.FileOf(id));
        var page = file.Read("README.md");
        var package = Assert.Single(AddedPackage().Matches(page)).Groups[1].Value;
        var blocks = Block().Matches(page).Select(match => match.Groups[1].Value).ToArray();
        var application = new Consumer(feed, $"page-{id}").WithProject(
            "net10.0", $"</PropertyGroup>{Items().Match(page).Value}<PropertyGroup>", (package, feed.Version));
        var usings = blocks.SelectMany(block => Using().Matches(block)).Select(match => match.Value).Distinct();
        var methods = blocks.Select((block, index) => $$"""
            static async Task Block{{index}}()
            {
                await Task.CompletedTask;
            {{Using().Replace(block, "")}}
            }
            """);
        await File.WriteAllTextAsync(
            Path.Combine(application.Folder, "Program.cs"),
            string.Join('\n', [.. usings, .. blocks.Select((_, index) => $"await Block{index}();"), .. methods]));

        Assert.Equal((id, shown), (package, blocks.Length));
        await application.DotnetAsync("build");
    }

    [GeneratedRegex("^dotnet add package ([A-Za-z.]+) --prerelease$", RegexOptions.Multiline)]
    private static partial Regex AddedPackage();

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<ItemGroup>.*?</ItemGroup>")]
    private static partial Regex Items();

    [GeneratedRegex("^using [A-Za-z.]+;", RegexOptions.Multiline)]
    private static partial Regex Using();
}
