using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads the bodies of errors: all answers that are no success and are JSON.</summary>
internal sealed class ErrorParser(SchemaParser schemas)
{
    private const string Others = "default";

    public IEnumerable<ErrorSpec> Parse(FoundOperation found, string id)
    {
        var answers = found.Operation.Responses ?? [];
        var hasSuccess = answers.Keys.Any(status => status.StartsWith("2", StringComparison.Ordinal));
        foreach (var answer in answers.OrderBy(answer => answer.Key, StringComparer.Ordinal))
        {
            var (status, response) = (answer.Key, answer.Value);
            if (IsError(status, hasSuccess) && Body(response, found, status) is { Kind: MediaKind.Json, Content.Schema: { } schema } body)
            {
                var type = schemas.Type(schema, Hint(response, status, id), body.SchemaPointer, isRequest: false);
                yield return new ErrorSpec(status == Others ? "" : status, ScalarTypes.AsElement(type) with { IsNullable = false });
            }
        }
    }

    private static bool IsError(string status, bool hasSuccess) =>
        status == Others ? hasSuccess : status.StartsWith("4", StringComparison.Ordinal)
            || status.StartsWith("5", StringComparison.Ordinal);

    /// <summary>A shared answer has its place, and with it the type of its body, among the components.</summary>
    private static Answer? Body(IOpenApiResponse response, FoundOperation found, string status)
    {
        var pointer = SharedName(response) is { } name
            ? Pointer.Child("/components", "responses", name)
            : Pointer.Child(found.Pointer, "responses", status);
        return response is OpenApiResponseReference { Target: null } ? null : Answer.Of(status, response, pointer).FirstOrDefault();
    }

    private static string Hint(IOpenApiResponse response, string status, string id) =>
        SharedName(response) is { } name ? Naming.Pascal(name) : $"{id}Error{(status == Others ? "" : Answer.InName(status))}";

    private static string? SharedName(IOpenApiResponse response) =>
        response is OpenApiResponseReference reference ? reference.Reference.Id : null;
}
