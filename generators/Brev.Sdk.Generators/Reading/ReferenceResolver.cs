using System.Text.Json;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// Follows references within a document: JSON pointers to any place, anchors, and ids of schemas. A reference to a reference is followed to
/// its end; each address is looked up once.
/// </summary>
internal sealed class ReferenceResolver(JsonElement root)
{
    private static readonly string[] Shaping =
        ["properties", "required", "allOf", "oneOf", "anyOf", "additionalProperties", "items", "enum", "const", "format"];

    private readonly Dictionary<string, ReferenceTarget> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, JsonElement>> _members = new(StringComparer.Ordinal);
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
        var open = new Stack<Walk>();
        var met = new HashSet<string>(StringComparer.Ordinal);
        Begin(address, open, met);
        while (open.Count > 0)
        {
            var walk = open.Peek();
            if (Advance(walk) is not { } needed)
            {
                open.Pop();
            }
            else if (!Begin(needed, open, met))
            {
                // What is being followed leads back to itself.
                _targets[walk.Address] = new ReferenceTarget(ReferenceStatus.Circular);
                open.Pop();
            }
        }

        return _targets[address];
    }

    /// <summary>The address of an object that is a reference and nothing else, descriptions apart.</summary>
    public static string? Address(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("$ref", out var address)
            && address.ValueKind == JsonValueKind.String
            ? address.GetString()
            : null;

    /// <summary>Whether a reference stands beside words that shape the type as well.</summary>
    public static bool IsShaped(JsonElement reference) =>
        Shaping.Any(word => reference.TryGetProperty(word, out _)) || (reference.TryGetProperty("type", out var type) && AllowsNull(type));

    /// <summary>A type beside a reference says no more than the reference does, but that there can be null.</summary>
    private static bool AllowsNull(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array
        && type.EnumerateArray().Any(static item => item.ValueKind == JsonValueKind.String && item.ValueEquals("null"));

    /// <summary>Where an address leads in this document; none when it leads out of it.</summary>
    private string? PointerOf(string address)
    {
        if (_names.TryGetValue(address, out var named))
        {
            return named;
        }

        return address.StartsWith("#", StringComparison.Ordinal) ? Uri.UnescapeDataString(address.Substring(1)) : null;
    }

    /// <summary>Begins to follow an address that has not been followed.</summary>
    /// <returns>Whether it was not being followed already.</returns>
    private bool Begin(string address, Stack<Walk> open, HashSet<string> met)
    {
        if (_targets.ContainsKey(address))
        {
            return true;
        }

        if (PointerOf(address) is not { } pointer)
        {
            _targets.Add(address, new ReferenceTarget(ReferenceStatus.External));
        }
        else if (pointer.Length == 0 || pointer[0] != '/')
        {
            _targets.Add(address, new ReferenceTarget(ReferenceStatus.Missing));
        }
        else if (!met.Add(address))
        {
            return false;
        }
        else
        {
            open.Push(new Walk(address, pointer, root));
        }

        return true;
    }

    /// <summary>Goes on to the end of an address, or to a reference that has to be followed before: that is given back.</summary>
    private string? Advance(Walk walk)
    {
        while (walk.Step is { } name)
        {
            if (Child(walk.Element, walk.Place, name) is { } child)
            {
                walk.Enter(child, Pointer.Child(walk.Place, name));
                continue;
            }

            // The pointer leads through a reference.
            if (walk.IsBehind
                || Child(walk.Element, walk.Place, "$ref") is not { ValueKind: JsonValueKind.String } reference
                || reference.GetString() is not { } through)
            {
                _targets[walk.Address] = new ReferenceTarget(ReferenceStatus.Missing);
                return null;
            }

            if (!_targets.TryGetValue(through, out var target))
            {
                return through;
            }

            if (target.Status != ReferenceStatus.Found)
            {
                _targets[walk.Address] = target with { Status = ReferenceStatus.Missing };
                return null;
            }

            walk.GoBehind(target);
        }

        if (Address(walk.Element) is not { } next || IsShaped(walk.Element))
        {
            _targets[walk.Address] = new ReferenceTarget(ReferenceStatus.Found, walk.Place, walk.Element);
            return null;
        }

        if (!_targets.TryGetValue(next, out var end))
        {
            return next;
        }

        _targets[walk.Address] = end;
        return null;
    }

    private JsonElement? Child(JsonElement element, string place, string name)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return int.TryParse(name, out var index) && index >= 0 && index < element.GetArrayLength() ? element[index] : null;
        }

        return element.ValueKind == JsonValueKind.Object && Members(element, place).TryGetValue(name, out var child) ? child : null;
    }

    /// <summary>
    /// What pointers lead through can have many members, and be passed by many of them: JSON would be searched anew for each.
    /// </summary>
    private Dictionary<string, JsonElement> Members(JsonElement element, string place)
    {
        if (!_members.TryGetValue(place, out var members))
        {
            members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (var member in element.EnumerateObject())
            {
                members[member.Name] = member.Value;
            }

            _members.Add(place, members);
        }

        return members;
    }

    /// <summary>An address that is being followed.</summary>
    private sealed class Walk(string address, string pointer, JsonElement root)
    {
        private readonly string[] _steps = pointer.Split('/');
        private int _next = 1;

        public string Address => address;

        public JsonElement Element { get; private set; } = root;

        public string Place { get; private set; } = "";

        /// <summary>Whether the place is the end of a reference that the pointer leads through.</summary>
        public bool IsBehind { get; private set; }

        /// <summary>The name of the next step; none at the end.</summary>
        public string? Step => _next < _steps.Length ? _steps[_next].Replace("~1", "/").Replace("~0", "~") : null;

        public void Enter(JsonElement element, string place)
        {
            (Element, Place, IsBehind) = (element, place, false);
            _next++;
        }

        public void GoBehind(ReferenceTarget reference) => (Element, Place, IsBehind) = (reference.Element, reference.Pointer, true);
    }
}
