using System.Text.RegularExpressions;
using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;

namespace Brev.Sdk.PackageTests;

/// <summary>The page of the store in Redis, followed in a program that has only what the page names.</summary>
[Collection(PackageSuite.Name)]
public sealed partial class SharedStorePageTests(PackageFeed feed)
{
    [Fact]
    public async Task What_the_page_shows_compiles_with_what_the_page_names()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "Brev.Sdk.Redis", "PACKAGE.md"));
        var package = Assert.Single(AddedPackage().Matches(page)).Groups[1].Value;
        var blocks = Block().Matches(page).Select(match => match.Groups[1].Value).ToArray();
        var application = new Consumer(feed, "shared-store-page").WithProject(
            "net10.0", $"</PropertyGroup>{Assert.Single(Items().Matches(page)).Value}<PropertyGroup>", (package, feed.Version));
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
            string.Join('\n', [.. usings, "await (args.Length switch { 0 => Block0(), 1 => Block1(), _ => Block2() });", .. methods]));

        Assert.Equal(3, blocks.Length);
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
