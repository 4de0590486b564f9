using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Names;

/// <summary>The names of all types of a document. File names do not tell case apart, so neither does this scope.</summary>
internal sealed class TypeNames
{
    /// <summary>
    /// What is emitted beside the types of a document, whether or not this document needs it: a namespace that holds what reads and writes
    /// JSON, the addresses, and what the client's project has, whose class can stand in the same namespace under its attributes.
    /// </summary>
    private static readonly string[] Emitted =
    [
        "Serialization", ServerUrlsSpec.TypeName, "ApiServer", "ApiEndpoint",
        "OpenApiClient", "OpenApiClientAttribute", "OpenApiClientException", "OpenApiClientExceptionAttribute",
    ];

    /// <summary>No type can be called as one of its members, and these are members of all.</summary>
    private static readonly string[] Members =
    [
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize", "PrintMembers",
        "EqualityContract", "Clone",
    ];

    private const string ReservedSuffix = "Schema";

    private static readonly HashSet<string> Own = new(Emitted.Concat(Members), StringComparer.OrdinalIgnoreCase);

    private readonly NameScope _scope = new(StringComparer.OrdinalIgnoreCase, static name => Own.Contains(name) || IsInterface(name));
    private readonly PlaceNames _places;
    private readonly Dictionary<string, string> _inline = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _named;

    /// <param name="schemas">The names of the schemas under the document's components.</param>
    /// <param name="given">The C# names that the document gives them, where it does.</param>
    /// <param name="operations">The names of the operations, by their places.</param>
    /// <param name="collided">Gets what had to be settled.</param>
    public TypeNames(
        IReadOnlyCollection<string> schemas,
        Func<string, string?> given,
        IReadOnlyDictionary<string, string> operations,
        Action<string, string> collided)
    {
        _scope.Reserve([.. Own]);
        // A name that the document gives makes way for nothing that comes later.
        var own = schemas.Where(schema => given(schema) is not null).ToArray();
        _named = _scope.Assign(own, schema => Naming.Pascal(given(schema)!), collided, ReservedSuffix);
        foreach (var name in _scope.Assign(schemas.Except(own), Naming.Pascal, collided, ReservedSuffix))
        {
            _named.Add(name.Key, name.Value);
        }

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

    /// <summary>The name of a server's interface, which is said by hand-written code; so it is given before those of the tags.</summary>
    public string ServerInterface(string server) => _scope.Claim($"I{server}Api", "server " + server);

    /// <summary>The name of a tag's interface; one that a server has already says that it is a tag's.</summary>
    public string TagInterface(string tag, string identity) =>
        _scope.Claim(_scope.IsTaken($"I{tag}Api") ? $"I{tag}TagApi" : $"I{tag}Api", identity);

    /// <summary>A schema never has a name that an interface of a tag or a server can get.</summary>
    private static bool IsInterface(string name) =>
        name.Length > "IApi".Length && name[0] == 'I' && !char.IsLower(name[1]) && name.EndsWith("Api", StringComparison.Ordinal);
}
