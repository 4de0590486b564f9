using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads the bodies of errors: all answers that end a call, are no success and are JSON. What is left out is reported.</summary>
internal sealed class ErrorParser(SchemaParser schemas, ProblemLog problems)
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

    /// <summary>Refit throws for every status but a success, also for a redirection that is not followed.</summary>
    private static bool IsError(string status, bool hasSuccess) =>
        status == Others ? hasSuccess : status.Length > 0 && status[0] is '3' or '4' or '5';

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

    private Answer? First(IOpenApiResponse response, string status, string pointer)
    {
        if (response is OpenApiResponseReference { Target: null })
        {
            return null;
        }

        var offered = Answer.Of(status, response, pointer);
        Report(offered, $"error with status {status}");
        return offered.FirstOrDefault();
    }

    /// <summary>What is a text loses nothing where there is no JSON: the exception has it.</summary>
    private void Report(List<Answer> offered, string what)
    {
        foreach (var answer in offered.Where(static answer => answer.Content.Schema is not null))
        {
            if (offered[0] is not { Kind: MediaKind.Json, Content.Schema: not null } chosen)
            {
                if (answer.Kind != MediaKind.Json && schemas.Shape.IsComposed(answer.Content.Schema!, answer.SchemaPointer))
                {
                    problems.Add(ProblemIds.UnsupportedMediaType, answer.Pointer, answer.Media, what);
                }
            }
            else if (!ReferenceEquals(answer, chosen) && !Answer.IsSame(answer.Content, chosen.Content))
            {
                problems.Add(ProblemIds.LeftOutMediaType, answer.Pointer, answer.Media, what, chosen.Media);
            }
        }
    }

    private static string Hint(IOpenApiResponse response, string status, string id) =>
        SharedName(response) is { } name ? Naming.Pascal(name) : $"{id}Error{(status == Others ? "" : Answer.InName(status))}";

    private static string? SharedName(IOpenApiResponse response) =>
        response is OpenApiResponseReference reference ? reference.Reference.Id : null;
}
