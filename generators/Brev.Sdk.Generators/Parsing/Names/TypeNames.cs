namespace Brev.Sdk.Generators.Parsing.Names;

/// <summary>The names of all types of a document. File names do not tell case apart, so neither does this scope.</summary>
internal sealed class TypeNames
{
    private readonly NameScope _scope = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _inline = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _named;

    public TypeNames(IEnumerable<string> schemas, Action<string, string> collided)
    {
        // A namespace of this name holds what reads and writes JSON, the client's project has the next two, and the addresses are emitted beside the schemas.
        _scope.Reserve("Serialization", "ApiServer", "ApiEndpoint", Specs.ServerUrlsSpec.TypeName);
        _named = _scope.Assign(schemas, Naming.Pascal, collided, "Schema");
    }

    /// <summary>The type of a schema under the document's components.</summary>
    public string Of(string schema) => _named[schema];

    /// <summary>The type of a schema that stands where it is used.</summary>
    public string Inline(string pointer, string hint)
    {
        if (!_inline.TryGetValue(pointer, out var name))
        {
            name = _scope.Claim(hint, pointer);
            _inline.Add(pointer, name);
        }

        return name;
    }

    /// <summary>The name of a server's interface; one that a tag or a schema has already says that it is a server's.</summary>
    public string ServerInterface(string server) => _scope.Claim(_scope.IsTaken($"I{server}Api") ? $"I{server}ServerApi" : $"I{server}Api", "server " + server);

    /// <summary>The name of an interface.</summary>
    public string Interface(string name, string identity) => _scope.Claim(name, identity);
}
