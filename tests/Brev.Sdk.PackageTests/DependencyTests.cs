using System.Text.Json;
using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;
using Xunit.Abstractions;

namespace Brev.Sdk.PackageTests;

/// <summary>What an application gets with a package, all in all.</summary>
[Collection(PackageSuite.Name)]
public sealed class DependencyTests(PackageFeed feed, ITestOutputHelper output)
{
    /// <summary>
    /// What the parts of the SDK are made of that talk to machines and to shared stores; they have packages of their own.
    /// </summary>
    private static readonly string[] OfOtherParts =
        ["SSH.NET", "BouncyCastle", "StackExchange.Redis", "DistributedLock", "Pipelines.Sockets"];

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net8.0")]
    public async Task The_SDK_and_its_fake_bring_no_package_of_the_other_parts_and_the_fake_none_but_those_of_the_SDK(string framework)
    {
        var client = await ListAsync("Brev.Sdk", framework);
        var testing = await ListAsync("Brev.Sdk.Testing", framework);
        Assert.DoesNotContain(client, static id => OfOtherParts.Any(part => id.StartsWith(part, StringComparison.OrdinalIgnoreCase)));
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
        framework.TryGetProperty(kind, out var packages)
            ? packages.EnumerateArray().Select(package => package.GetProperty("id").GetString()!)
            : [];
}
