using System.Text.Json;
using Brev.Sdk.PackageTests.Feed;

namespace Brev.Sdk.PackageTests;

/// <summary>The list of what a package brings along, in the form of CycloneDX.</summary>
[Collection(PackageSuite.Name)]
public sealed class BillOfMaterialsTests(PackageFeed feed)
{
    public static TheoryData<string> Ids => [.. PackageFeed.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bill_of_a_package_names_it_and_its_version(string id)
    {
        using var bill = Read(id);
        var subject = bill.RootElement.GetProperty("metadata").GetProperty("component");

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.Equal((id, feed.Version), (subject.GetProperty("name").GetString(), subject.GetProperty("version").GetString()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bill_of_a_package_has_every_package_that_it_depends_on_with_its_license(string id)
    {
        using var bill = Read(id);
        using var package = new PackageFile(feed.FileOf(id));
        var listed = bill.RootElement.GetProperty("components").EnumerateArray()
            .ToLookup(component => component.GetProperty("name").GetString()!);

        var depended = package.DependenciesFor("net8.0").Union(package.DependenciesFor("net10.0")).Except(PackageFeed.Ids);
        Assert.DoesNotContain(depended, dependency => !listed.Contains(dependency));
        Assert.All(listed.SelectMany(static one => one), static component =>
            Assert.True(component.TryGetProperty("licenses", out _), component.ToString()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bill_of_a_package_has_nothing_that_only_its_build_uses(string id)
    {
        using var bill = Read(id);
        var listed = bill.RootElement.GetProperty("components").EnumerateArray()
            .Select(component => component.GetProperty("name").GetString()!).ToArray();

        Assert.DoesNotContain("MinVer", listed);
        Assert.DoesNotContain(listed, static name => name.Contains("Analyzers", StringComparison.Ordinal)
            || name.Contains("ILLink", StringComparison.Ordinal));
    }

    private JsonDocument Read(string id) => JsonDocument.Parse(File.ReadAllText(feed.BillOf(id)));
}
