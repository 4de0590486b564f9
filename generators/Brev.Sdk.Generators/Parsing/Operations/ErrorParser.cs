using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads the bodies of errors: all answers that are no success and are JSON.</summary>
internal sealed class ErrorParser(SchemaParser schemas)
{
    private const string Others = "default";

    /// <summary>What a shared answer offers first; none when that is nothing.</summary>
    private readonly Dictionary<string, Answer?> _shared = new(StringComparer.Ordinal);

    public IEnumerable<ErrorSpec> Parse(FoundOperation found, string id)
    {
        var answers = found.Operation.Responses ?? [];
        var hasSuccess = answers.Keys.Any(status => status.StartsWith("2", StringComparison.Ordinal));
        foreach (var status in answers.Keys.OrderBy(status => status, StringComparer.Ordinal))
        {
            var response = answers[status];
            if (IsError(status, hasSuccess) && Body(response, found, status) is { Kind: MediaKind.Json, Content.Schema: { } schema } body)
            {
                var type = schemas.Type(schema, Hint(response, status, id), body.SchemaPointer, isRequest: false);
                yield return new ErrorSpec(status == Others ? "" : status, type with { IsNullable = false });
            }
        }
    }

    private static bool IsError(string status, bool hasSuccess) =>
        status == Others ? hasSuccess : status.StartsWith("4", StringComparison.Ordinal)
            || status.StartsWith("5", StringComparison.Ordinal);

    /// <summary>A shared answer has its place, and with it the type of its body, among the components.</summary>
    private Answer? Body(IOpenApiResponse response, FoundOperation found, string status)
    {
        if (SharedName(response) is not { } name)
        {
            return First(response, status, Pointer.Child(found.Pointer, "responses", status));
        }

        if (!_shared.TryGetValue(name, out var body))
        {
            _shared.Add(name, body = First(Referred.To(response), status, Pointer.Child("/components", "responses", name)));
        }

        return body;
    }

    private static Answer? First(IOpenApiResponse response, string status, string pointer) =>
        response is OpenApiResponseReference { Target: null } ? null : Answer.Of(status, response, pointer).FirstOrDefault();

    private static string Hint(IOpenApiResponse response, string status, string id) =>
        SharedName(response) is { } name ? Naming.Pascal(name) : $"{id}Error{(status == Others ? "" : Answer.InName(status))}";

    private static string? SharedName(IOpenApiResponse response) =>
        response is OpenApiResponseReference reference ? reference.Reference.Id : null;
}
