using System.Text.Json;
using Brev.Sdk.Generators.Parsing;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// Follows references within a document: JSON pointers to any place, anchors, and ids of schemas. A reference to a reference is followed to
/// its end; each address is looked up once.
/// </summary>
internal sealed class ReferenceResolver(JsonElement root)
{
    private static readonly string[] Shaping = ["properties", "required", "allOf", "oneOf", "anyOf", "additionalProperties"];

    private readonly Dictionary<string, ReferenceTarget> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, JsonElement>> _sections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The places inside of other things that references of the document mean.</summary>
    public HashSet<string> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>Finds all references, anchors and ids.</summary>
    public void Scan()
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        ReferenceNames.Find(root, addresses, _names);
        foreach (var address in addresses)
        {
            if (Resolve(address) is { Status: ReferenceStatus.Found } target && !Components.IsAny(target.Pointer))
            {
                Places.Add(target.Pointer);
            }
        }
    }

    public ReferenceTarget Resolve(string address)
    {
        if (!_targets.TryGetValue(address, out var target))
        {
            target = Follow(address, new HashSet<string>(StringComparer.Ordinal));
            _targets[address] = target;
        }

        return target;
    }

    /// <summary>The address of an object that is a reference and nothing else, descriptions apart.</summary>
    public static string? Address(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("$ref", out var address)
            && address.ValueKind == JsonValueKind.String
            ? address.GetString()
            : null;

    /// <summary>Whether a reference stands beside words that shape the type as well.</summary>
    public static bool IsShaped(JsonElement reference) => Shaping.Any(word => reference.TryGetProperty(word, out _));

    private ReferenceTarget Follow(string address, HashSet<string> visited)
    {
        while (true)
        {
            if (PointerOf(address) is not { } pointer)
            {
                return new ReferenceTarget(ReferenceStatus.External);
            }

            if (!visited.Add(pointer))
            {
                return new ReferenceTarget(ReferenceStatus.Circular);
            }

            var found = Find(pointer, visited);
            if (found.Status != ReferenceStatus.Found || Address(found.Element) is not { } next || IsShaped(found.Element))
            {
                return found;
            }

            address = next;
        }
    }

    /// <summary>Where an address leads in this document; none when it leads out of it.</summary>
    private string? PointerOf(string address)
    {
        if (_names.TryGetValue(address, out var named))
        {
            return named;
        }

        return address.StartsWith("#", StringComparison.Ordinal) ? Uri.UnescapeDataString(address.Substring(1)) : null;
    }

    private ReferenceTarget Find(string pointer, HashSet<string> visited)
    {
        var element = root;
        var place = "";
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = step.Replace("~1", "/").Replace("~0", "~");
            if (Child(element, place, name) is { } child)
            {
                (element, place) = (child, Pointer.Child(place, name));
                continue;
            }

            // The pointer leads through a reference.
            if (Address(element) is not { } address
                || Follow(address, visited) is not { Status: ReferenceStatus.Found } through
                || Child(through.Element, through.Pointer, name) is not { } behind)
            {
                return new ReferenceTarget(ReferenceStatus.Missing);
            }

            (element, place) = (behind, Pointer.Child(through.Pointer, name));
        }

        return pointer.StartsWith("/", StringComparison.Ordinal)
            ? new ReferenceTarget(ReferenceStatus.Found, place, element)
            : new ReferenceTarget(ReferenceStatus.Missing);
    }

    private JsonElement? Child(JsonElement element, string place, string name)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return int.TryParse(name, out var index) && index >= 0 && index < element.GetArrayLength() ? element[index] : null;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (place is "/definitions"
            || (place.StartsWith("/components/", StringComparison.Ordinal) && place.IndexOf('/', "/components/".Length) < 0))
        {
            return Section(element, place).TryGetValue(name, out var component) ? component : null;
        }

        return element.TryGetProperty(name, out var child) ? child : null;
    }

    /// <summary>Components are many and often meant.</summary>
    private Dictionary<string, JsonElement> Section(JsonElement element, string place)
    {
        if (!_sections.TryGetValue(place, out var section))
        {
            section = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (var member in element.EnumerateObject())
            {
                section[member.Name] = member.Value;
            }

            _sections.Add(place, section);
        }

        return section;
    }
}
