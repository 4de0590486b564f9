using System.Text.RegularExpressions;
using System.Xml.Linq;
using Brev.Sdk.PackageTests.Feed;

namespace Brev.Sdk.PackageTests;

/// <summary>What is in the packages, and what they say about themselves.</summary>
[Collection(PackageSuite.Name)]
public sealed partial class ContentTests(PackageFeed feed)
{
    private static readonly string[] ReadingSteps = ["ItemGroup", "PropertyGroup", "Warning"];

    public static TheoryData<string> Libraries => [.. PackageFeed.Ids];

    public static TheoryData<string> All => [.. PackageFeed.Ids, PackageFeed.Generators];

    public static TheoryData<string, string> LibrariesAndFrameworks
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var id in PackageFeed.Ids)
            {
                all.Add(id, "net8.0");
                all.Add(id, "net10.0");
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(LibrariesAndFrameworks))]
    public void A_package_depends_on_the_packages_that_its_assembly_calls_and_on_no_other(string id, string framework)
    {
        using var package = Open(id);
        var graph = RestoredGraph.Of(id, framework);
        var called = AssemblyFile.In(package, $"lib/{framework}/{id}.dll").References.Select(graph.PackageOf).OfType<string>();

        // The packages of this repository bring each other along, so that an application names one of them.
        Assert.Equal(
            called.Where(one => !PackageFeed.Ids.Contains(one)).Distinct().Order(StringComparer.Ordinal),
            package.DependenciesFor(framework).Where(one => !PackageFeed.Ids.Contains(one)));
    }

    [Theory]
    [MemberData(nameof(LibrariesAndFrameworks))]
    public void A_package_documents_what_it_offers_and_nothing_that_is_internal(string id, string framework)
    {
        using var package = Open(id);
        var assembly = AssemblyFile.In(package, $"lib/{framework}/{id}.dll");
        var documented = XDocument.Parse(package.Read($"lib/{framework}/{id}.xml")).Descendants("member")
            .Select(member => member.Attribute("name")!.Value).ToArray();

        Assert.DoesNotContain(documented, name => !assembly.Offers(name));
        Assert.DoesNotContain(assembly.Types, type => !documented.Contains("T:" + type));
    }

    /// <summary>What a method takes from the interface, in another package, stands in its own documentation.</summary>
    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void A_method_of_the_client_documents_all_of_it(string framework)
    {
        using var package = Open("Brev.Sdk");
        var members = XDocument.Parse(package.Read($"lib/{framework}/Brev.Sdk.xml")).Descendants("member").ToArray();
        Assert.DoesNotContain(members, member => member.Elements("inheritdoc").Any(inherited => inherited.Attribute("cref") is not null));

        var methods = members.Where(member => ClientMethod().IsMatch(member.Attribute("name")!.Value)).ToArray();
        Assert.InRange(methods.Length, 75, 200);
        Assert.All(methods, method =>
        {
            Assert.Single(method.Elements("summary"));
            Assert.Equal(
                method.Attribute("name")!.Value.Count(character => character == ',') + 1, method.Elements("param").Count());
            var exceptions = method.Elements("exception").Select(exception => exception.Attribute("cref")!.Value).ToArray();
            Assert.Contains("T:Brev.Sdk.BrevTimeoutException", exceptions);
            Assert.DoesNotContain("T:Refit.ApiException", exceptions);
        });
        var list = methods.Single(method => method.Attribute("name")!.Value.Contains(".ListWorkspacesAsync(", StringComparison.Ordinal));
        Assert.Equal("The workspaces.", list.Element("returns")!.Value);
    }

    [Theory]
    [MemberData(nameof(LibrariesAndFrameworks))]
    public void A_package_depends_on_what_its_project_names_and_on_nothing_else(string id, string framework)
    {
        using var package = Open(id);
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", id, id + ".csproj"));
        var named = project.Descendants()
            .Where(item => item.Name.LocalName is "PackageReference" or "ProjectReference" && item.Attribute("PrivateAssets") is null)
            .Select(item => Path.GetFileName(item.Attribute("Include")!.Value.Replace(".csproj", "", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
        Assert.Equal(named, package.DependenciesFor(framework));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_says_where_it_comes_from_and_what_is_new(string id)
    {
        using var package = Open(id);
        Assert.Equal("MIT", package["license"]);
        Assert.StartsWith("https://", package["projectUrl"], StringComparison.Ordinal);
        Assert.Equal(package["projectUrl"], package.RepositoryUrl);
        Assert.StartsWith("### ", package["releaseNotes"], StringComparison.Ordinal);
        Assert.Contains(
            File.ReadLines(Path.Combine(Repository.Root, "CHANGELOG.md"))
                .First(static line => line.StartsWith("- ", StringComparison.Ordinal)),
            package["releaseNotes"],
            StringComparison.Ordinal);
        // The gallery takes 35,000 characters, and the newest section grows until there is a release.
        Assert.InRange(package["releaseNotes"]!.Length, 100, 10_000);
        Assert.NotEmpty(package["description"]!);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_has_its_icon_and_a_page_of_its_own(string id)
    {
        using var package = Open(id);
        Assert.Equal("icon.png", package["icon"]);
        Assert.Equal("README.md", package["readme"]);
        Assert.Contains("icon.png", package.Paths);
        Assert.StartsWith($"# {id}", package.Read("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_link_on_the_page_of_a_package_is_absolute_and_stays_with_its_repository(string id)
    {
        using var package = Open(id);
        var links = Link().Matches(package.Read("README.md")).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith("https://", link, StringComparison.Ordinal));
        Assert.All(links.Where(link => link.Contains("github.com", StringComparison.Ordinal)),
            link => Assert.StartsWith(package["projectUrl"], link, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(LibrariesAndFrameworks))]
    public void A_package_has_one_assembly_with_its_documentation_for_each_framework(string id, string framework)
    {
        using var package = Open(id);
        string[] expected = [$"lib/{framework}/{id}.dll", $"lib/{framework}/{id}.xml"];
        Assert.Equal(expected, package.Paths.Where(path => path.StartsWith($"lib/{framework}/", StringComparison.Ordinal)).Order(
            StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_package_runs_nothing_in_the_build_of_an_application_and_at_most_looks_and_warns(string id)
    {
        using var package = Open(id);
        Assert.DoesNotContain(package.Paths, path => path.StartsWith("analyzers", StringComparison.Ordinal));
        var steps = package.Paths.Where(path => path.StartsWith("build", StringComparison.Ordinal))
            .SelectMany(path => XDocument.Parse(package.Read(path)).Root!.Elements())
            .SelectMany(element => element.Name.LocalName == "Target" ? element.Elements() : [element]);
        Assert.All(steps, step => Assert.Contains(step.Name.LocalName, ReadingSteps));
    }

    private PackageFile Open(string id) => new(feed.FileOf(id));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^M:Brev\.Sdk\.BrevClient\.\w+Async\([^{}]*\)$")]
    private static partial Regex ClientMethod();
}
