using Brev.Sdk.Generators.Parsing.Schemas;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>Finds the schemas that requests or answers are made of: the required members of a request have to be given.</summary>
internal sealed class ReachedSchemas
{
    private readonly HashSet<IOpenApiSchema> _schemas = new(SchemaIdentity.Comparer);

    private readonly DerivedSchemas _derived;

    private ReachedSchemas(DerivedSchemas derived) => _derived = derived;

    public static ReachedSchemas FromRequests(OpenApiDocument document, DerivedSchemas derived) =>
        From(document, derived, static (_, _) => true);

    /// <summary>The schemas of bodies that change a part of something, where null is a value and not the absence of one.</summary>
    public static ReachedSchemas FromPatches(OpenApiDocument document, DerivedSchemas derived) =>
        From(document, derived, static (method, media) => method == "PATCH"
            || media.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>The schemas that answers are made of.</summary>
    public static ReachedSchemas FromAnswers(OpenApiDocument document, DerivedSchemas derived) => From(
        derived,
        from path in document.Paths.Values
        from operation in path.Operations ?? []
        from response in operation.Value.Responses ?? []
        from content in response.Value.Content ?? new Dictionary<string, IOpenApiMediaType>()
        from schema in Of(content.Value)
        select schema);

    /// <summary>Whether a schema, which is no reference, is one of them.</summary>
    public bool Contains(IOpenApiSchema schema) => _schemas.Contains(schema);

    private static ReachedSchemas From(OpenApiDocument document, DerivedSchemas derived, Func<string, string, bool> isMeant) => From(
        derived,
        from path in document.Paths.Values
        from operation in path.Operations ?? []
        from content in operation.Value.RequestBody?.Content ?? new Dictionary<string, IOpenApiMediaType>()
        where isMeant(operation.Key.Method.ToUpperInvariant(), content.Key)
        from schema in Of(content.Value)
        select schema);

    private static IEnumerable<IOpenApiSchema?> Of(IOpenApiMediaType content) => [content.Schema, content.ItemSchema];

    private static ReachedSchemas From(DerivedSchemas derived, IEnumerable<IOpenApiSchema?> schemas)
    {
        var reached = new ReachedSchemas(derived);
        reached.Visit(schemas);
        return reached;
    }

    private void Visit(IEnumerable<IOpenApiSchema?> schemas)
    {
        var open = new Stack<IOpenApiSchema?>(schemas);
        while (open.Count > 0)
        {
            var schema = open.Pop();
            var target = schema is OpenApiSchemaReference reference ? SchemaReferences.Target(reference) : schema;
            if (target is null || !_schemas.Add(target))
            {
                continue;
            }

            foreach (var child in Children(target).Concat(_derived.Of(target).Select(static extending => extending.Schema)))
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<IOpenApiSchema?> Children(IOpenApiSchema schema) =>
        (schema.Properties?.Values ?? Enumerable.Empty<IOpenApiSchema>())
            .Concat(schema.AllOf ?? [])
            .Concat(schema.OneOf ?? [])
            .Concat(schema.AnyOf ?? [])
            .Append(schema.Items)
            .Append(schema.AdditionalProperties);
}
