using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Operations;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>Turns the OpenAPI model into specs. Everything is visited in an order of its own, so that the document's order decides nothing.</summary>
internal sealed class DocumentParser(OpenApiDocument document, DocumentFile file, ProblemLog problems, bool isSwagger)
{
    public DocumentSpec Parse()
    {
        var components = (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()).OrderBy(schema => schema.Key, StringComparer.Ordinal).ToArray();
        var names = new TypeNames(components.Select(schema => schema.Key), (schema, given) => problems.Add(Diagnostics.ProblemIds.NameCollision, Pointer.Schemas + schema, schema, given));
        var schemas = new SchemaParser(file.Namespace, names, problems, ReachedSchemas.FromRequests(document).Names);
        foreach (var schema in components)
        {
            schemas.Type(schema.Value, names.Of(schema.Key), Pointer.Child("/components/schemas", schema.Key), isRequest: false);
        }

        var servers = new ServerParser(document);
        var operations = Operations(schemas, servers);
        var tags = new TagParser(document, servers, names, problems).Parse(operations).ToArray();
        return new DocumentSpec(
            file.Path,
            file.Namespace,
            new(servers.Named(names)),
            new(tags),
            new(schemas.Models.OrderBy(model => model.Name, StringComparer.Ordinal)),
            new(schemas.Unions.OrderBy(union => union.Name, StringComparer.Ordinal)),
            new(schemas.Enums.OrderBy(spec => spec.Name, StringComparer.Ordinal)),
            default);
    }

    private OperationSpec[] Operations(SchemaParser schemas, ServerParser servers)
    {
        ReportPaths();
        var found = FoundOperation.In(document);
        var ids = new OperationIds(found, problems);
        var parser = new OperationParser(document, schemas, servers, problems, file.IsStrict, isSwagger);
        return CoreIds.Assign(found.SelectMany(operation => parser.Parse(operation, ids.Of(operation), ids.StreamingOf(operation))).ToArray()).ToArray();
    }

    /// <summary>A path can be a reference as a whole.</summary>
    private void ReportPaths()
    {
        foreach (var path in document.Paths)
        {
            if (path.Value is OpenApiPathItemReference { Target: null } reference)
            {
                problems.AddReference(reference.Reference, Pointer.Child("/paths", path.Key));
            }
        }
    }
}
