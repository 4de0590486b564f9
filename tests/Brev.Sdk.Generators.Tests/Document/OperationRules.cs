using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>What every operation of the document must have. Each rule names the operations that break it.</summary>
internal static class OperationRules
{
    private static readonly string[] Evidences = ["confirmed", "confirmed (newer CLI)", "branch only", "observed"];

    /// <summary>The one list whose failures nobody has seen: it needs an error response, but no shape.</summary>
    private const string FailuresUnknown = "ListPublicInstanceTypes";

    public static IEnumerable<string> AgreeWithTheTable(JsonObject document)
    {
        var described = document.Operations().Select(operation => operation.ToFact()).ToList();
        return described.Except(OperationFact.All).Select(fact => $"not in the table: {fact}")
            .Concat(OperationFact.All.Except(described).Select(fact => $"not in the document: {fact}"))
            .Concat(described.GroupBy(fact => fact.Id).Where(group => group.Count() > 1).Select(group => $"twice: {group.Key}"));
    }

    public static IEnumerable<string> HaveTextTagSecurityAndEvidence(JsonObject document)
    {
        var tags = document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ToHashSet();
        return Without(document, operation =>
            operation.Node.HasText("summary") && operation.Node.HasText("description")
            && operation.Node["tags"]?.AsArray() is [{ } tag] && tags.Contains(tag.GetValue<string>())
            && operation.Node["security"] is JsonArray
            && Evidences.Contains(operation.Node["x-brev-evidence"]?.GetValue<string>()));
    }

    public static IEnumerable<string> DescribeParametersAndAnswers(JsonObject document) => Without(document, operation =>
        operation.Parameters.All(parameter => parameter.HasText("description"))
            && operation.Responses.All(response => response.Value.HasText("description")));

    /// <summary>
    /// The description of a success with a value is the <c>&lt;returns&gt;</c> of a method, whichever status came: it names the value, not
    /// what happened, and leaves statuses and <c>null</c> to the generator, which knows what a method does with them.
    /// </summary>
    public static IEnumerable<string> SayWhatTheyGive(JsonObject document) => Without(document, operation => operation.Responses
        .Where(response => response.Key.StartsWith('2') && response.Value["content"]?["application/json"]?["schema"] is { } schema
            && (document.Resolve(schema)["properties"]?.AsObject().Count > 0 || document.Resolve(schema)["type"]?.ToString() != "object"))
        .Select(response => response.Value["description"]!.GetValue<string>())
        .All(text => Nouns.Any(noun => text.StartsWith(noun, StringComparison.Ordinal))
            && !Silent.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))));

    private static readonly string[] Nouns = ["The ", "A ", "An "];

    private static readonly string[] Silent = ["status", "null", "servers", "no list"];

    public static IEnumerable<string> HaveFailuresOfTheirGeneration(JsonObject document) => Without(document, operation =>
        operation.Failures.Any(failure => failure.Key == "default")
        && (operation.Id == FailuresUnknown || operation.Failures.All(failure =>
            failure.Value["content"]?["application/json"]?["schema"]?["$ref"]?.GetValue<string>()
                == "#/components/schemas/" + (operation.IsConnect ? "ConnectError" : "ErrorResponse"))));

    public static IEnumerable<string> HaveASuccess(JsonObject document) =>
        Without(document, operation => operation.Responses.Any(response => response.Key.StartsWith('2')));

    public static IEnumerable<string> SendTheConnectVersion(JsonObject document) => Without(document, operation =>
        !operation.IsConnect || (operation.Method == "post" && operation.Node["requestBody"] is not null
            && operation.Parameters.Any(parameter => parameter["name"]!.GetValue<string>() == "Connect-Protocol-Version"
                && parameter["required"]?.GetValue<bool>() == true && parameter["schema"]!["const"]?.GetValue<string>() == "1")));

    /// <summary>Reading is safe to repeat; creating is not. Between the two the table of exceptions decides.</summary>
    public static IEnumerable<string> SayWhetherARepeatIsSafe(JsonObject document) => Without(document, operation =>
        (operation.Node["x-repeat-safe"]?.GetValue<bool>()
            ?? operation.Method is "get" or "put" or "delete") == RepeatSafety.Expected(operation.Id));

    public static IEnumerable<string> DescribeTheirPages(JsonObject document) => Without(document, operation =>
    {
        var answer = operation.Responses.Where(each => each.Key == "200")
            .Select(each => each.Value["content"]?["application/json"]?["schema"]).FirstOrDefault();
        var paged = answer is not null && document.Resolve(answer)["properties"]?["nextPageToken"] is not null;
        return paged == operation.Node["x-pagination"] is not null && (!paged || PagesResolve(operation));
    });

    private static bool PagesResolve(DocumentOperation operation)
    {
        var pagination = operation.Node["x-pagination"]!;
        var request = operation.Node["requestBody"]!["content"]!["application/json"]!["schema"]!;
        var answer = operation.Responses.First(each => each.Key == "200").Value["content"]!["application/json"]!["schema"]!;
        return Member(operation.Document, request, pagination, "pageSize") && Member(operation.Document, request, pagination, "pageToken")
            && Member(operation.Document, answer, pagination, "nextPageToken") && Member(operation.Document, answer, pagination, "items");
    }

    private static bool Member(JsonObject document, JsonNode schema, JsonNode pagination, string name)
    {
        JsonNode? node = schema;
        foreach (var part in (pagination[name]?.GetValue<string>() ?? "?").Split('.'))
        {
            node = node is null ? null : document.Resolve(node)["properties"]?[part];
        }

        return node is not null;
    }

    private static IEnumerable<string> Without(JsonObject document, Func<DocumentOperation, bool> quality) =>
        document.Operations().Where(operation => !quality(operation)).Select(operation => operation.Id);
}
