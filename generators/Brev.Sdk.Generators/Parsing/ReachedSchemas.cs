using Brev.Sdk.Generators.Parsing.Schemas;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>Finds the named schemas that requests are made of: their required members have to be given.</summary>
internal sealed class ReachedSchemas
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public ISet<string> Names => _names;

    public static ReachedSchemas FromRequests(OpenApiDocument document)
    {
        var reached = new ReachedSchemas();
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            foreach (var media in operation.RequestBody?.Content?.Values ?? Enumerable.Empty<IOpenApiMediaType>())
            {
                reached.Visit(media.Schema, 0);
            }
        }

        return reached;
    }

    private void Visit(IOpenApiSchema? schema, int depth)
    {
        const int Deepest = 64;
        if (schema is null || depth > Deepest)
        {
            return;
        }

        if (schema is OpenApiSchemaReference reference)
        {
            var name = SchemaReferences.ComponentName(reference.Reference.ReferenceV3 ?? "");
            if ((name is not null && !_names.Add(name)) || SchemaReferences.Target(reference) is not { } target)
            {
                return;
            }

            schema = target;
        }

        foreach (var child in Children(schema))
        {
            Visit(child, depth + 1);
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
