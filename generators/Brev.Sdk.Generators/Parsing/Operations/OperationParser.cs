using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads operations.</summary>
internal sealed class OperationParser(
    SchemaParser schemas, ServerParser servers, SecurityParser security, ProblemLog problems, bool isStrict, OpenApiSpecVersion version)
{
    /// <summary>The tag of operations that have none.</summary>
    public const string NoTag = "Operations";

    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    private readonly ParameterParser _parameters = new(schemas, problems, version == OpenApiSpecVersion.OpenApi2_0);
    private readonly BodyParser _bodies = new(schemas, problems, hasStyledParts: version != OpenApiSpecVersion.OpenApi3_0);
    private readonly ResultParser _results = new(schemas, problems, version == OpenApiSpecVersion.OpenApi2_0);
    private readonly ErrorParser _errors = new(schemas, problems);
    private readonly PaginationParser _pagination = new(schemas, problems);
    private readonly RouteParser _routes = new(problems);

    /// <summary>
    /// The operation, and a second one for an answer that comes as a stream as well; none when the operation cannot be generated: the
    /// reason has been reported.
    /// </summary>
    public IEnumerable<OperationSpec> Parse(FoundOperation found, string id)
    {
        if (!Methods.Contains(found.Method))
        {
            problems.Add(ProblemIds.UnsupportedMethod, found.Pointer, found.Method);
            return [];
        }

        if (isStrict && found.Operation.Security is null)
        {
            problems.Add(ProblemIds.MissingSecurity, found.Pointer, id);
            return [];
        }

        var credentials = security.Parse(found);
        return _parameters.Parse(found, id, credentials) is { } parameters ? Parse(found, id, parameters, credentials) : [];
    }

    private IEnumerable<OperationSpec> Parse(FoundOperation found, string id, ParsedParameters parsed, CredentialSpec[] credentials)
    {
        var operation = found.Operation;
        var body = _bodies.Parse(found, id, parsed);
        security.Use(credentials);
        var results = _results.Parse(found, id);
        _routes.Complete(found, parsed.Specs);
        var parameters = ParameterNames.Assign(parsed.Specs);
        var spec = new OperationSpec(
            id,
            found.Method,
            RouteParser.Route(found.Path, parameters),
            operation.Tags?.Select(tag => tag.Name).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)) ?? NoTag,
            servers.Of(found.Item, operation),
            credentials.Length > 0,
            ExtensionValues.Flag(operation.Extensions, "x-repeat-safe") ?? found.Method is not ("POST" or "PATCH"),
            operation.Summary ?? "",
            operation.Description ?? "",
            new(parameters),
            new(parsed.Headers),
            body,
            BodyParser.IsMultipart(found.Request),
            results.Result,
            _pagination.Parse(
                found, id, parsed.Specs.Count == 0, body is { Form: BodyForm.JsonLines } ? null : body?.Type, results.Result.Type))
        {
            Credentials = new(credentials),
            MayLackParts = BodyParser.IsMultipart(found.Request) && found.Request?.Required == false,
            IsDeprecated = operation.Deprecated,
            Errors = new(_errors.Parse(found, id)),
            MayAnswerNothing = ExtensionValues.Flag(operation.Extensions, "x-empty-answer")
                ?? (results.HasEmptySuccess || MayAnswerNothing(found.Method)),
            IsRemoval = ExtensionValues.Flag(operation.Extensions, "x-removal") ?? found.Method is "DELETE",
            IsSlow = ExtensionValues.Flag(operation.Extensions, "x-slow") ?? false,
        };
        return results.Streamed is { } streamed
            ? [spec, spec with { Id = MethodNames.Streaming(id), Result = streamed, Pagination = null }]
            : [spec];
    }

    /// <summary>
    /// Nothing is no answer to a question and no sign of what was made; other calls have done their work when they succeed.
    /// </summary>
    private static bool MayAnswerNothing(string method) => method is not ("GET" or "POST");
}
