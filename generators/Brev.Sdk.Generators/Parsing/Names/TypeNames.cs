namespace Brev.Sdk.Generators.Parsing.Names;

/// <summary>The names of all types of a document. File names do not tell case apart, so neither does this scope.</summary>
internal sealed class TypeNames
{
    private readonly NameScope _scope = new(StringComparer.OrdinalIgnoreCase);
    private readonly PlaceNames _places;
    private readonly Dictionary<string, string> _inline = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _named;

    /// <param name="schemas">The names of the schemas under the document's components.</param>
    /// <param name="operations">The names of the operations, by their places.</param>
    /// <param name="collided">Gets what had to be settled.</param>
    public TypeNames(IEnumerable<string> schemas, IReadOnlyDictionary<string, string> operations, Action<string, string> collided)
    {
        // A namespace of this name holds what reads and writes JSON, and the client's project has the other two.
        _scope.Reserve("Serialization", "ApiServer", "ApiEndpoint");

        // No type can be called as one of its members, and these are members of all.
        _scope.Reserve(
            "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize", "PrintMembers",
            "EqualityContract", "Clone");
        _named = _scope.Assign(schemas, Naming.Pascal, collided, "Schema");
        _places = new PlaceNames(_named, operations);
    }

    /// <summary>The type of a schema under the document's components.</summary>
    public string Of(string schema) => _named[schema];

    /// <summary>
    /// Names a place whose name is not that of the way to it, such as a form by its title; empty for one that adds nothing.
    /// </summary>
    public void Step(string pointer, string step) => _places.Step(pointer, step);

    /// <summary>Names the place of a schema that belongs to an operation.</summary>
    public void Begin(string pointer, string name) => _places.Begin(pointer, name);

    /// <summary>The type of a schema that stands where it is used.</summary>
    public string Inline(string pointer)
    {
        if (!_inline.TryGetValue(pointer, out var name))
        {
            name = _scope.Claim(_places.Of(pointer), pointer);
            _inline.Add(pointer, name);
        }

        return name;
    }

    /// <summary>The name of a server's interface; one that a tag or a schema has already says that it is a server's.</summary>
    public string ServerInterface(string server) =>
        _scope.Claim(_scope.IsTaken($"I{server}Api") ? $"I{server}ServerApi" : $"I{server}Api", "server " + server);

    /// <summary>The name of an interface.</summary>
    public string Interface(string name, string identity) => _scope.Claim(name, identity);
}
