using System.Xml.Linq;
using System.Xml.XPath;

namespace Brev.Sdk.PublicDocumentation;

/// <summary>
/// Writes out what a member takes from another one's documentation by <c>inheritdoc</c> with a <c>cref</c>: not every editor and no reader
/// of the file follows it into other packages.
/// </summary>
internal sealed class InheritedDocumentation
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    /// <param name="document">The documentation of the assembly.</param>
    /// <param name="references">The paths of what the assembly refers to, whose documentation stands beside them.</param>
    public InheritedDocumentation(XDocument document, IEnumerable<string> references)
    {
        foreach (var member in references.Select(FileOf).Where(File.Exists)
            .SelectMany(file => XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member"))
            .Concat(document.Descendants("member")))
        {
            _members[member.Attribute("name")!.Value] = member;
        }
    }

    /// <summary>Writes out what a member takes from others.</summary>
    /// <returns>What is left, because what it names has no documentation.</returns>
    public IEnumerable<string> WriteOut(XElement member) => WriteOut(member, []);

    private List<string> WriteOut(XElement member, HashSet<XElement> open)
    {
        var missing = new List<string>();
        open.Add(member);
        foreach (var taken in member.Elements("inheritdoc").Where(taken => taken.Attribute("cref") is not null).ToArray())
        {
            var name = taken.Attribute("cref")!.Value;
            if (!_members.TryGetValue(name, out var from) || open.Contains(from))
            {
                missing.Add(name);
                continue;
            }

            missing.AddRange(WriteOut(from, open));

            // The way of the compiler's own tools: a path is one into the member. What the member says itself counts.
            var own = member.Elements().Select(What).ToHashSet();
            var elements = new XDocument(from).XPathSelectElements("/*" + (taken.Attribute("path")?.Value ?? "/*"))
                .Where(element => !own.Contains(What(element))).ToArray();
            var between = taken.PreviousNode as XText;
            taken.ReplaceWith(elements.SelectMany((element, index) =>
                index == 0 || between is null ? [element] : new object[] { new XText(between.Value), element }));
        }

        open.Remove(member);
        return missing;
    }

    private static (string Element, string? Of) What(XElement element) =>
        (element.Name.LocalName, (element.Attribute("name") ?? element.Attribute("cref"))?.Value);

    /// <summary>
    /// The documentation of an assembly stands beside it; what a project builds for others to compile against is one folder deeper.
    /// </summary>
    private static string FileOf(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly)!;
        folder = Path.GetFileName(folder) == "ref" ? Path.GetDirectoryName(folder)! : folder;
        return Path.Combine(folder, Path.GetFileNameWithoutExtension(assembly) + ".xml");
    }
}
