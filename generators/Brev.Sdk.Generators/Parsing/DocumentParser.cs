using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Operations;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>
/// Turns the OpenAPI model into specs. Everything is visited in an order of its own, so that the document's order decides nothing.
/// </summary>
internal sealed class DocumentParser(
    OpenApiDocument document,
    DocumentFile file,
    ProblemLog problems,
    OpenApiSpecVersion version,
    IReadOnlyDictionary<string, string> places)
{
    public DocumentSpec Parse()
    {
        var all = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        var components = all.Keys.Where(name => !places.ContainsKey(name)).OrderBy(name => name, StringComparer.Ordinal).ToArray();
        var found = FoundOperation.In(document);
        var ids = new OperationIds(found, problems);
        var names = new TypeNames(
            components,
            name => ExtensionValues.Text(all[name].Extensions, "x-name"),
            found.ToDictionary(operation => operation.Pointer, ids.Of),
            (schema, given) => problems.Add(ProblemIds.NameCollision, Pointer.Schemas + schema, schema, given));
        var schemas = new SchemaParser(file, names, problems, document, places);
        var servers = new ServerParser(document, found, names, problems);
        var security = new SecurityParser(document, problems);
        var operations = Operations(found, ids, schemas, servers, security);
        foreach (var name in components)
        {
            var pointer = Pointer.Child("/components/schemas", name);
            Caught(pointer, () => schemas.Type(all[name], names.Of(name), pointer, isRequest: false));
        }

        var tags = new TagParser(document, servers, names, problems).Parse(operations).ToArray();
        return new DocumentSpec(
            file.Path,
            file.Namespace,
            new(servers.Used(tags)),
            new(tags),
            new(WithPages(schemas.Models, operations).OrderBy(model => model.Name, StringComparer.Ordinal)),
            new(schemas.Unions.OrderBy(union => union.Name, StringComparer.Ordinal)),
            new(schemas.Enums.OrderBy(spec => spec.Name, StringComparer.Ordinal)),
            default)
        {
            Security = security.Used,
            ServerUrls = new(new(servers.Urls())),
        };
    }

    /// <summary>Marks what pages are made of.</summary>
    private static IEnumerable<ModelSpec> WithPages(IEnumerable<ModelSpec> models, IEnumerable<OperationSpec> operations)
    {
        var pages = operations.Where(operation => operation.Pagination is not null)
            .ToLookup(operation => operation.Result.Type!.Name, operation => operation.Pagination!);
        return models.Select(model => !pages.Contains(model.Name) ? model : model with
        {
            Properties = new(model.Properties.Select(property => property with
            {
                IsOfPages = pages[model.Name].Any(page => property.Name == page.Items || property.Name == page.NextPageToken),
            })),
        });
    }

    /// <summary>A fault of the generator costs the schema or the operation at which it happens, not the document.</summary>
    private T? Caught<T>(string pointer, Func<T?> parse)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            problems.Add(ProblemIds.Unexpected, pointer, Unexpected.Arguments(exception));
            return null;
        }
    }

    private OperationSpec[] Operations(
        IReadOnlyList<FoundOperation> found, OperationIds ids, SchemaParser schemas, ServerParser servers, SecurityParser security)
    {
        ReportPaths();
        IncomingCalls.Report(document, found, problems);
        var parser = new OperationParser(schemas, servers, security, problems, file.IsStrict, version);
        return found
            .SelectMany(operation => Caught(operation.Pointer, () => parser.Parse(operation, ids.Of(operation)).ToArray()) ?? [])
            .ToArray();
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
