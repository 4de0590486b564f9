using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Brev.Sdk.PackageTests.Feed;
using Brev.Sdk.PackageTests.Processes;

namespace Brev.Sdk.PackageTests.Applications;

/// <summary>An application of its own folder, made of sources that the tests bring along.</summary>
public sealed partial class Consumer
{
    /// <summary>What an application with an interface of its own takes beside the SDK.</summary>
    public static readonly (string Id, string Version) Refit = ("Refit", "16.4.0");

    private readonly PackageFeed _feed;

    /// <summary>Makes the folder of an application.</summary>
    /// <param name="feed">The packages.</param>
    /// <param name="name">The name of the application.</param>
    /// <param name="sources">Folders of sources below <c>Consumers</c>; of two files with one name the last is taken.</param>
    public Consumer(PackageFeed feed, string name, params string[] sources)
    {
        _feed = feed;
        Name = name;
        Folder = Path.Combine(feed.Root, "apps", name);
        Directory.CreateDirectory(Folder);
        foreach (var source in sources.SelectMany(source =>
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumers", source))))
        {
            File.Copy(source, Path.Combine(Folder, Path.GetFileName(source)), overwrite: true);
        }
    }

    /// <summary>The name, which the program has too.</summary>
    public string Name { get; }

    /// <summary>Where it stands.</summary>
    public string Folder { get; }

    /// <summary>What it is built for.</summary>
    public string Framework { get; private set; } = "net10.0";

    /// <summary>Whether it has an interface of its own, which takes Refit's generator for C#.</summary>
    public bool HasOwnEndpoint { get; private set; } = true;

    /// <summary>How it is published.</summary>
    public string Form { get; private set; } = "framework-dependent";

    /// <summary>The time of all commands so far.</summary>
    public TimeSpan Building { get; private set; }

    /// <summary>The runtime identifier of this machine.</summary>
    public static string Runtime => RuntimeInformation.RuntimeIdentifier;

    /// <summary>Writes the project, with package references at the versions given.</summary>
    /// <param name="framework">The target framework.</param>
    /// <param name="properties">Properties, as XML.</param>
    /// <param name="packages">Ids and versions.</param>
    public Consumer WithProject(string framework, string properties, params (string Id, string Version)[] packages)
    {
        Framework = framework;
        Form = properties.Contains("PublishAot", StringComparison.Ordinal)
            ? "native"
            : properties.Contains("PublishTrimmed", StringComparison.Ordinal) ? "trimmed" : Form;
        var references = string.Join(
            "\n    ", packages.Select(one => $"<PackageReference Include=\"{one.Id}\" Version=\"{one.Version}\" />"));
        File.WriteAllText(Path.Combine(Folder, Name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {references}
              </ItemGroup>
            </Project>
            """);
        return this;
    }

    /// <summary>Writes the project of a program in F#.</summary>
    /// <param name="framework">The target framework.</param>
    public Consumer WithFSharpProject(string framework)
    {
        (Framework, HasOwnEndpoint) = (framework, false);
        File.WriteAllText(Path.Combine(Folder, Name + ".fsproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="Program.fs" />
                <PackageReference Include="Brev.Sdk" Version="{_feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        return this;
    }

    /// <summary>Runs a command of <c>dotnet</c> in the folder, which has to succeed without a warning.</summary>
    public async Task<CommandResult> DotnetAsync(params string[] arguments)
    {
        var result = await Command.RunAsync(Folder, _feed.DotnetEnvironment, seen: null, ["dotnet", .. arguments]);
        Building += result.Elapsed;
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Output}");
        Assert.False(Warning().IsMatch(result.Output), $"dotnet {string.Join(' ', arguments)} warns:\n{result.Output}");
        return result;
    }

    /// <summary>Publishes for this machine, with its runtime.</summary>
    /// <returns>The path of the program.</returns>
    public async Task<string> PublishAsync(params string[] properties)
    {
        var output = Path.Combine(Folder, "published");
        Form = Form == "framework-dependent" ? "self-contained" : Form;
        await DotnetAsync(["publish", "-c", "Release", "-r", Runtime, "--self-contained", "-o", output, .. properties]);
        return Path.Combine(output, Name);
    }

    /// <summary>The line of the table for what has become of it.</summary>
    /// <param name="runtime">The runtime that it said it ran on.</param>
    /// <param name="start">The time of a start, when one was measured.</param>
    public ConsumerRow ToRow(string? runtime, TimeSpan? start = null) => new(Name, Framework, Form, Building, runtime, Megabytes(), start);

    /// <summary>What is needed to run it: a native program stands alone, and of what is built only the output counts.</summary>
    private double? Megabytes()
    {
        var folder = Path.Combine(Folder, Form == "framework-dependent" ? $"bin/Debug/{Framework}" : "published");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is not (".pdb" or ".dbg"))
                .Sum(file => new FileInfo(file).Length) / 1e6
            : null;
    }

    [GeneratedRegex(@"\bwarning [A-Z]+\d+", RegexOptions.IgnoreCase)]
    private static partial Regex Warning();
}
