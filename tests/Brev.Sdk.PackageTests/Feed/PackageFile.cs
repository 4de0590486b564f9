using System.IO.Compression;
using System.Xml.Linq;

namespace Brev.Sdk.PackageTests.Feed;

/// <summary>What is in a package.</summary>
public sealed class PackageFile : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly XElement _metadata;

    /// <summary>Opens a package.</summary>
    public PackageFile(string path)
    {
        _archive = ZipFile.OpenRead(path);
        using var specification = _archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        _metadata = XDocument.Load(specification).Root!.Elements().Single();
    }

    /// <summary>The paths in it.</summary>
    public IReadOnlyList<string> Paths => [.. _archive.Entries.Select(entry => entry.FullName)];

    /// <summary>The text of a file in it.</summary>
    public string Read(string path)
    {
        using var reader = new StreamReader(_archive.GetEntry(path)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>A file in it, to be read in any order.</summary>
    public Stream Open(string path)
    {
        var copy = new MemoryStream();
        using var file = _archive.GetEntry(path)!.Open();
        file.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    /// <summary>A line of its specification.</summary>
    public string? this[string element] => Find(_metadata, element)?.Value;

    /// <summary>The address of its sources.</summary>
    public string? RepositoryUrl => Find(_metadata, "repository")?.Attribute("url")?.Value;

    /// <summary>The packages that it brings along into an application of a framework.</summary>
    public IReadOnlyList<string> DependenciesFor(string framework) =>
    [
        .. Find(_metadata, "dependencies")!.Elements()
            .Single(group => group.Attribute("targetFramework")?.Value == framework)
            .Elements()
            .Select(dependency => dependency.Attribute("id")!.Value)
            .Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private static XElement? Find(XElement parent, string name) =>
        parent.Elements().SingleOrDefault(element => element.Name.LocalName == name);
}
