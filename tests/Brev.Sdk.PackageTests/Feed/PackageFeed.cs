using System.Collections.Concurrent;
using System.Reflection;
using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Processes;

namespace Brev.Sdk.PackageTests.Feed;

/// <summary>
/// The packages as users get them: made once in a run by <c>.ci/pack</c>, in a feed that is a folder, beside the usual feed. All that
/// building applications against them leaves (restored packages, temporary files, the settings of the .NET command line) is in one folder,
/// which is deleted at the end.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly ConcurrentQueue<ConsumerRow> _rows = [];

    /// <summary>The package for the compiler alone.</summary>
    public const string Generators = "Brev.Sdk.Generators";

    /// <summary>The packages for applications: every project of the sources that has a page for the gallery.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Where(HasPage).Select(folder => Path.GetFileName(folder)).Order(
            StringComparer.Ordinal)];

    /// <summary>The folder of everything.</summary>
    public string Root { get; } = Path.Combine(AppContext.BaseDirectory, $"run-{Environment.ProcessId}");

    /// <summary>The folder of the packages.</summary>
    public string Folder => Path.Combine(Root, "feed");

    /// <summary>The version that the packages have.</summary>
    public string Version { get; private set; } = "";

    /// <summary>
    /// Variables that keep a process of the .NET command line within <see cref="Root"/>, and let it leave no process behind.
    /// </summary>
    public IReadOnlyDictionary<string, string?> DotnetEnvironment => new Dictionary<string, string?>
    {
        ["NUGET_PACKAGES"] = Path.Combine(Root, "packages"),
        ["DOTNET_CLI_HOME"] = Path.Combine(Root, "home"),
        // Programs in one file are built there.
        ["XDG_DATA_HOME"] = Path.Combine(Root, "data"),
        ["TMPDIR"] = Path.Combine(Root, "tmp"),
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["CI"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
    };

    /// <summary>The file of a package.</summary>
    public string FileOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    /// <summary>Takes a line for the table of applications.</summary>
    public void Add(ConsumerRow row) => _rows.Enqueue(row);

    /// <summary>The file of the bill of a package's materials.</summary>
    public string BillOf(string id) => Path.Combine(Folder, $"{id}.{Version}.cdx.json");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        foreach (var folder in (string[])["home", "data", "tmp", "apps"])
        {
            Directory.CreateDirectory(Path.Combine(Root, folder));
        }

        await IsolateAsync();
        var configuration = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var pack = await RunInRepositoryAsync("bash", ".ci/pack", Folder, configuration);
        Assert.True(pack.ExitCode == 0, pack.Output);
        var first = Directory.GetFiles(Folder, "Brev.Sdk.Testing.*.nupkg").Single();
        Version = Path.GetFileNameWithoutExtension(first)["Brev.Sdk.Testing.".Length..];
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        var artifacts = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
        var rows = _rows.Select(row => row.ToString()).Order(StringComparer.Ordinal);
        await File.WriteAllLinesAsync(Path.Combine(artifacts.FullName, "consumers.md"), [ConsumerRow.Head, .. rows]);
    }

    private static bool HasPage(string folder) => File.Exists(Path.Combine(folder, "PACKAGE.md"));

    /// <summary>Applications stand outside of the repository as far as MSBuild, NuGet and the analyzers can see.</summary>
    private async Task IsolateAsync()
    {
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await WriteAsync(name, "<Project />");
        }

        await WriteAsync(".editorconfig", "root = true\n");
        await WriteAsync("nuget.config", $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <add key="made-in-this-run" value="{Folder}" />
              </packageSources>
              <fallbackPackageFolders>
                {UsualPackages()}
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>What the machine has restored already is read from there and not fetched again.</summary>
    private static string UsualPackages()
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(folder) ? $"<add key=\"usual\" value=\"{folder}\" />" : "";
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(Root, name), text);

    private Task<CommandResult> RunInRepositoryAsync(params string[] command)
    {
        // The projects were restored with the usual folder of packages, which NuGet also looks for in this home, and stay so: only their
        // build must leave nothing behind.
        var environment = DotnetEnvironment.Where(one => one.Key is not ("NUGET_PACKAGES" or "DOTNET_CLI_HOME" or "CI")).ToDictionary(
            one => one.Key, one => one.Value);
        return Command.RunAsync(Repository.Root, environment, seen: null, command);
    }
}
