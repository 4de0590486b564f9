using Brev.Sdk.Generators.Parsing.Operations;
using Brev.Sdk.Generators.Parsing.Schemas;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>Finds the schemas that requests or answers are made of: the required members of a request have to be given.</summary>
internal sealed class ReachedSchemas
{
    private readonly HashSet<IOpenApiSchema> _schemas = new(SchemaIdentity.Comparer);

    private readonly DerivedSchemas _derived;

    private ReachedSchemas(DerivedSchemas derived) => _derived = derived;

    public static ReachedSchemas FromRequests(OpenApiDocument document, DerivedSchemas derived)
    {
        var reached = FromBodies(document, derived, static (_, _) => true);
        foreach (var path in document.Paths.Values)
        {
            reached.Visit(path.Parameters);
            foreach (var operation in path.Operations ?? [])
            {
                reached.Visit(operation.Value.Parameters);
            }
        }

        return reached;
    }

    /// <summary>The schemas of bodies that change a part of something, where null is a value and not the absence of one.</summary>
    public static ReachedSchemas FromPatches(OpenApiDocument document, DerivedSchemas derived) =>
        FromBodies(document, derived, static (method, media) => method == "PATCH"
            || media.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>The schemas that answers are made of.</summary>
    public static ReachedSchemas FromAnswers(OpenApiDocument document, DerivedSchemas derived)
    {
        var reached = new ReachedSchemas(derived);
        foreach (var path in document.Paths.Values)
        {
            foreach (var operation in path.Operations ?? [])
            {
                foreach (var response in operation.Value.Responses ?? [])
                {
                    reached.Visit(Referred.To(response.Value).Content, static _ => true);
                }
            }
        }

        return reached;
    }

    /// <summary>Whether a schema, which is no reference, is one of them.</summary>
    public bool Contains(IOpenApiSchema schema) => _schemas.Contains(schema);

    private static ReachedSchemas FromBodies(OpenApiDocument document, DerivedSchemas derived, Func<string, string, bool> isMeant)
    {
        var reached = new ReachedSchemas(derived);
        foreach (var path in document.Paths.Values)
        {
            foreach (var operation in path.Operations ?? [])
            {
                var method = operation.Key.Method.ToUpperInvariant();
                reached.Visit(Referred.To(operation.Value.RequestBody)?.Content, media => isMeant(method, media));
            }
        }

        return reached;
    }

    private void Visit(IList<IOpenApiParameter>? parameters)
    {
        foreach (var parameter in parameters ?? [])
        {
            var meant = Referred.To(parameter);
            Visit([meant.Schema]);
            Visit(meant.Content, static _ => true);
        }
    }

    private void Visit(IDictionary<string, IOpenApiMediaType>? content, Func<string, bool> isMeant)
    {
        foreach (var media in content ?? new Dictionary<string, IOpenApiMediaType>())
        {
            if (isMeant(media.Key))
            {
                Visit([media.Value.Schema, media.Value.ItemSchema]);
            }
        }
    }

    private void Visit(IReadOnlyList<IOpenApiSchema?> schemas)
    {
        var open = new Stack<IOpenApiSchema>();
        foreach (var schema in schemas)
        {
            Push(open, schema);
        }

        while (open.Count > 0)
        {
            var schema = open.Pop();
            var target = schema is OpenApiSchemaReference reference ? SchemaReferences.Target(reference) : schema;
            if (target is null || !_schemas.Add(target))
            {
                continue;
            }

            Push(open, target.Properties?.Values);
            Push(open, target.AllOf);
            Push(open, target.OneOf);
            Push(open, target.AnyOf);
            Push(open, target.Items);
            Push(open, target.AdditionalProperties);
            foreach (var extending in _derived.Of(target) ?? [])
            {
                open.Push(extending.Schema);
            }
        }
    }

    private static void Push(Stack<IOpenApiSchema> open, IOpenApiSchema? schema)
    {
        if (schema is not null)
        {
            open.Push(schema);
        }
    }

    private static void Push(Stack<IOpenApiSchema> open, ICollection<IOpenApiSchema>? schemas)
    {
        if (schemas is not null)
        {
            foreach (var schema in schemas)
            {
                open.Push(schema);
            }
        }
    }
}
