using System.Text.Json;
using System.Text.RegularExpressions;
using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;
using Brev.Sdk.PackageTests.Processes;

namespace Brev.Sdk.PackageTests;

/// <summary>The generators as a package: what is in it, and an application of another API that is made with it.</summary>
[Collection(PackageSuite.Name)]
public sealed partial class GeneratorsPackageTests(PackageFeed feed)
{
    private static readonly string[] Lines =
        ["list: Tom is available", "list: Ada is reserved", "add: 3 Rex", "sold: Tom", "sold: Ada", "error: No such pet."];

    private static readonly string[] Requests =
    [
        "GET /pets?status=available&tags=a,b%2Cc&bornAfter=2026-01-02 key=secret accept=application/json",
        "POST /pets key=secret accept=application/json {\"name\":\"Rex\",\"born\":\"2026-03-04\"}",
        "GET /pets/sold key= accept=application/x-ndjson",
        "GET /pets/7 key=secret accept=application/json",
    ];

    [Fact]
    public void The_package_of_the_generators_has_what_the_compiler_loads_and_nothing_for_applications()
    {
        using var package = new PackageFile(feed.FileOf(PackageFeed.Generators));
        Assert.Equal(
            [
                "analyzers/dotnet/cs/Brev.Sdk.Generators.dll",
                "analyzers/dotnet/cs/Microsoft.OpenApi.dll",
                "build/Brev.Sdk.Generators.targets",
            ],
            package.Paths.Where(path => path.StartsWith("analyzers/", StringComparison.Ordinal)
                || path.StartsWith("build", StringComparison.Ordinal)
                || path.StartsWith("lib", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Equal("true", package["developmentDependency"]);
        Assert.Null(package["dependencies"]);
    }

    [Fact]
    public void The_bill_of_the_generators_has_what_they_bring_along()
    {
        using var bill = JsonDocument.Parse(File.ReadAllText(feed.BillOf(PackageFeed.Generators)));
        var listed = bill.RootElement.GetProperty("components").EnumerateArray()
            .Select(component => component.GetProperty("name").GetString()).ToArray();
        Assert.Contains("Microsoft.OpenApi", listed);
        Assert.DoesNotContain("Microsoft.CodeAnalysis.CSharp", listed);
    }

    [Fact]
    public async Task What_the_page_of_the_generators_shows_compiles_in_two_projects()
    {
        using var package = new PackageFile(feed.FileOf(PackageFeed.Generators));
        var page = package.Read("README.md");
        var application = Create("pets-page", "net10.0", "");
        var (contracts, shop) = (Path.Combine(application.Folder, "Pets.Contracts"), Path.Combine(application.Folder, "PetShop"));
        Array.ForEach(Directory.GetFiles(shop), File.Delete);
        await WriteProjectAsync(contracts, "Pets.Contracts", Block().Match(page).Groups["items"].Value, "Library");
        await WriteProjectAsync(shop, "PetShop", """
            <PackageReference Include="Refit" Version="16.4.0" />
            <ProjectReference Include="../Pets.Contracts/Pets.Contracts.csproj" />
            """, "Exe");
        await File.WriteAllTextAsync(Path.Combine(shop, "Program.cs"), Block().Matches(page)[1].Groups["code"].Value);

        await application.DotnetAsync("build", "PetShop");
    }

    [Theory]
    [InlineData("net10.0", "")]
    [InlineData("net10.0", "4.14.0")]
    public async Task An_application_of_another_API_in_two_projects_sends_what_its_document_says(string framework, string compiler)
    {
        var application = Create($"pets-{framework}-{compiler}", framework, compiler);
        await application.DotnetAsync("build", "PetShop");
        await using var server = await PetServer.StartAsync();
        var run = await Command.RunAsync(
            application.Folder, feed.DotnetEnvironment, seen: null, "dotnet", $"PetShop/bin/Debug/{framework}/PetShop.dll", server.Address);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(Lines, run.Lines);
        Assert.Equal(Requests, server.Requests);
    }

    /// <summary>A document that others have written, with the newest compiler and with the oldest that the generators take.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("4.14.0")]
    public async Task An_application_of_a_public_document_sends_what_it_says(string compiler)
    {
        var application = Create($"petstore-{compiler}", "net10.0", compiler, "Petstore");
        await application.DotnetAsync("build", "Petstore", "-warnaserror");
        await using var server = await PetServer.StartAsync();
        var run = await Command.RunAsync(
            application.Folder, feed.DotnetEnvironment, seen: null, "dotnet", "Petstore/bin/Debug/net10.0/Petstore.dll", server.Address);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(["list: 1 Tom", "list: 2 Ada", "error: 404 No such pet."], run.Lines);
        Assert.Equal(
            [
                "GET /pets?limit=2 key= accept=application/json",
                "POST /pets key= accept=application/json {\"id\":3,\"name\":\"Rex\"}",
                "GET /pets/a%2F7 key= accept=application/json",
            ],
            server.Requests);
    }

    /// <summary>With the compiler that comes with what builds this, and with the oldest that the generators take.</summary>
    [Theory]
    [InlineData("Pets", "PetShop", "")]
    [InlineData("Petstore", "Petstore", "4.14.0")]
    public async Task An_application_of_another_API_is_built_for_net8(string source, string project, string compiler) =>
        await Create($"{source}-net8", "net8.0", compiler, source).DotnetAsync("build", project);

    [Theory]
    [InlineData("BREV1001", "this one is 4.8", "net10.0", "Refit", "-p:CompilerApiVersion=roslyn4.8")]
    [InlineData("BREV1002", "built for netstandard2.1", "netstandard2.1", "", "-p:Any=any")]
    [InlineData("BREV1003", "Add the package Refit", "net10.0", "", "-p:Any=any")]
    public async Task What_the_generators_cannot_work_with_is_one_clear_error(
        string code, string text, string framework, string kept, string property)
    {
        var application = Create("pets-" + code, framework, "");
        var project = Path.Combine(application.Folder, "Pets.Contracts", "Pets.Contracts.csproj");
        File.WriteAllLines(project, File.ReadAllLines(project).Where(line => kept == "Refit"
            || !line.Contains("\"Refit\"", StringComparison.Ordinal)));
        var result = await Command.RunAsync(
            application.Folder, feed.DotnetEnvironment, seen: null, "dotnet", "build", "Pets.Contracts", property);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(result.Lines, line => line.Contains($"error {code}:", StringComparison.Ordinal)
            && line.Contains(text, StringComparison.Ordinal));
        Assert.DoesNotContain(result.Lines, line => line.Contains("error CS", StringComparison.Ordinal));
    }

    private static Task WriteProjectAsync(string folder, string name, string items, string output) =>
        File.WriteAllTextAsync(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{output}</OutputType>
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);

    [GeneratedRegex("^```(?:xml\n(?<items>.*?)|csharp\n(?<code>.*?))^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>The two projects in a folder of their own.</summary>
    private Consumer Create(string name, string framework, string compiler, string document = "Pets")
    {
        var application = new Consumer(feed, name);
        var source = Path.Combine(AppContext.BaseDirectory, "Consumers", document);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(application.Folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var toolset = compiler.Length == 0
            ? ""
            : """<ItemGroup><PackageReference Include="Microsoft.Net.Compilers.Toolset" """
                + $"""Version="{compiler}" PrivateAssets="all" /></ItemGroup>""";
        File.WriteAllText(Path.Combine(application.Folder, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <GeneratorsVersion>{feed.Version}</GeneratorsVersion>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              {toolset}
            </Project>
            """);
        return application;
    }
}
