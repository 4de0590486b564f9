using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Collects the members of an object over all its <c>allOf</c> parts; where two say the same name, the later one counts.</summary>
internal sealed class ModelMembers(SchemaReferences references)
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Dictionary<string, (IOpenApiSchema Schema, string Pointer)> _members = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    public bool KeepsUnknown { get; private set; }

    /// <summary>The members in the order of the document.</summary>
    public IEnumerable<(string JsonName, IOpenApiSchema Schema, string Pointer)> All => _order.Select(name => (name, _members[name].Schema, _members[name].Pointer));

    public void Collect(IOpenApiSchema schema, string pointer, bool isOptional = false)
    {
        if (references.Resolve(schema, pointer) is not { } resolved || !_visited.Add(resolved.Pointer))
        {
            return;
        }

        foreach (var (part, place) in SchemaShape.Parts(resolved.Schema, resolved.Pointer))
        {
            Collect(part, place, isOptional);
        }

        AddOwn(resolved);
        if (!isOptional)
        {
            Required.UnionWith(resolved.Schema.Required ?? new HashSet<string>());
        }

        // Beside described members, forms add members that may be there.
        foreach (var (choice, place) in SchemaShape.Choices(resolved.Schema, resolved.Pointer))
        {
            Collect(choice, place, isOptional: true);
        }
    }

    private void AddOwn(ResolvedSchema resolved)
    {
        KeepsUnknown |= resolved.Schema.AdditionalPropertiesAllowed && resolved.Schema.Properties is { Count: > 0 };
        foreach (var property in resolved.Schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            _order.Remove(property.Key);
            _order.Add(property.Key);
            _members[property.Key] = (property.Value, Pointer.Child(resolved.Pointer, "properties", property.Key));
        }
    }
}
