using System.Text.Json;
using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;
using Xunit.Abstractions;

namespace Brev.Sdk.PackageTests;

/// <summary>What an application gets with a package, all in all.</summary>
[Collection(PackageSuite.Name)]
public sealed class DependencyTests(PackageFeed feed, ITestOutputHelper output)
{
    [Theory]
    [InlineData("net10.0")]
    [InlineData("net8.0")]
    public async Task The_fake_brings_no_package_but_those_of_the_SDK(string framework)
    {
        var client = await ListAsync("Brev.Sdk", framework);
        var testing = await ListAsync("Brev.Sdk.Testing", framework);
        Assert.Equal(["Brev.Sdk.Testing"], testing.Except(client));
    }

    private async Task<string[]> ListAsync(string id, string framework)
    {
        var application = new Consumer(feed, $"list-{id}-{framework}").WithProject(framework, "", (id, feed.Version));
        await application.DotnetAsync("restore");
        var list = await application.DotnetAsync("list", "package", "--include-transitive", "--format", "json");
        using var document = JsonDocument.Parse(list.Output);
        var packages = document.RootElement.GetProperty("projects")[0].GetProperty("frameworks")[0];
        string[] all = [.. IdsIn(packages, "topLevelPackages"), .. IdsIn(packages, "transitivePackages")];
        output.WriteLine($"{id}, {framework}: {all.Length} packages: {string.Join(", ", all)}");
        return all;
    }

    private static IEnumerable<string> IdsIn(JsonElement framework, string kind) =>
        framework.TryGetProperty(kind, out var packages) ? packages.EnumerateArray().Select(package => package.GetProperty("id").GetString()!) : [];
}
