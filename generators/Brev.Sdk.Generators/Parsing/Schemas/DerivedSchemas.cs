using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>
/// Finds the schemas that extend another one by <c>allOf</c>. Where the other one has a discriminator, a value of it can be any of them
/// (OpenAPI 3.1.1, 4.8.25.4).
/// </summary>
internal sealed class DerivedSchemas
{
    private readonly Dictionary<IOpenApiSchema, List<PlacedSchema>> _derived = new(SchemaIdentity.Comparer);

    /// <param name="document">The document.</param>
    /// <param name="places">The components that are none in the document, by their keys.</param>
    public DerivedSchemas(OpenApiDocument document, IReadOnlyDictionary<string, string> places)
    {
        var components = (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            .Where(component => !places.ContainsKey(component.Key))
            .OrderBy(component => component.Key, StringComparer.Ordinal)
            .ToArray();
        if (!components.Any(component => IsBase(component.Value)))
        {
            return;
        }

        foreach (var component in components.Where(component => component.Value is not OpenApiSchemaReference))
        {
            foreach (var extended in Extended(component.Value))
            {
                if (!_derived.TryGetValue(extended, out var derived))
                {
                    _derived[extended] = derived = [];
                }

                derived.Add(new PlacedSchema(component.Value, Pointer.Child("/components/schemas", component.Key)));
            }
        }
    }

    /// <summary>The schemas that extend a schema with a discriminator, near and far.</summary>
    public IReadOnlyList<PlacedSchema> Of(IOpenApiSchema schema) =>
        _derived.TryGetValue(schema, out var derived) ? derived : [];

    /// <summary>An object that tells apart what extends it; forms of its own would be told apart instead.</summary>
    private static bool IsBase(IOpenApiSchema schema) =>
        schema is OpenApiSchema { Discriminator.PropertyName.Length: > 0, OneOf: not { Count: > 0 }, AnyOf: not { Count: > 0 } };

    private static IEnumerable<IOpenApiSchema> Extended(IOpenApiSchema schema)
    {
        var seen = new HashSet<IOpenApiSchema>(SchemaIdentity.Comparer) { schema };
        var open = new Stack<(IOpenApiSchema Schema, int Level)>((schema.AllOf ?? []).Select(static part => (part, 1)));
        while (open.Count > 0)
        {
            var (part, level) = open.Pop();
            var target = part is OpenApiSchemaReference reference ? SchemaReferences.Target(reference) : part;
            if (target is null || level > SchemaShape.MostLevels || !seen.Add(target))
            {
                continue;
            }

            if (IsBase(target))
            {
                yield return target;
            }

            foreach (var inner in target.AllOf ?? [])
            {
                open.Push((inner, level + 1));
            }
        }
    }
}
