using System.Text.Json;

namespace Brev.Sdk.PackageTests.Feed;

/// <summary>Which package each assembly comes from that a project of the sources is compiled with.</summary>
public sealed class RestoredGraph
{
    private const string WebFramework = "Microsoft.AspNetCore.App";
    private readonly Dictionary<string, string> _packages = [];
    private readonly bool _hasWebFramework;

    private RestoredGraph(JsonElement assets, string framework)
    {
        _hasWebFramework = assets.GetProperty("project").GetProperty("frameworks").GetProperty(framework).GetProperty("frameworkReferences")
            .TryGetProperty(WebFramework, out _);
        foreach (var library in assets.GetProperty("targets").GetProperty(framework).EnumerateObject())
        {
            if (library.Value.TryGetProperty("compile", out var files))
            {
                foreach (var file in files.EnumerateObject())
                {
                    _packages[Path.GetFileNameWithoutExtension(file.Name)] = library.Name.Split('/')[0];
                }
            }
        }
    }

    /// <summary>Reads what the last restore of a project has found.</summary>
    public static RestoredGraph Of(string id, string framework)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", id, "obj", "project.assets.json")));
        return new RestoredGraph(assets.RootElement, framework);
    }

    /// <summary>The package that an assembly comes from; <see langword="null"/> for one of the framework.</summary>
    public string? PackageOf(string assembly) =>
        _hasWebFramework && IsOfWebFramework(assembly) ? null : _packages.GetValueOrDefault(assembly);

    private static bool IsOfWebFramework(string assembly)
    {
        var loaded = Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.IHeaderDictionary).Assembly.Location)!;
        return File.Exists(Path.Combine(loaded, assembly + ".dll"));
    }
}
