using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>An operation of the document with what the document says about it elsewhere.</summary>
internal sealed record DocumentOperation(JsonObject Document, string Method, string Path, JsonObject Node)
{
    public string Id => Node["operationId"]?.GetValue<string>() ?? $"{Method} {Path}";

    public bool IsConnect => Path.StartsWith("/devplaneapi.v1.", StringComparison.Ordinal);

    public string Server => (Node["servers"] ?? Document["servers"])![0]!["x-name"]!.GetValue<string>();

    public IEnumerable<JsonObject> Parameters =>
        (Node["parameters"]?.AsArray() ?? []).Select(parameter => Document.Resolve(parameter!));

    public IEnumerable<KeyValuePair<string, JsonObject>> Responses =>
        Node["responses"]!.AsObject().Select(each => KeyValuePair.Create(each.Key, Document.Resolve(each.Value!)));

    public IEnumerable<KeyValuePair<string, JsonObject>> Failures => Responses.Where(each => !each.Key.StartsWith('2'));

    public string Authentication =>
        Node["security"]!.AsArray().Count > 0 ? "bearer"
        : Parameters.Any(parameter => parameter["in"]!.GetValue<string>() == "header"
            && parameter["name"]!.GetValue<string>() == "Identity") ? "identity"
        : "none";

    public OperationFact ToFact() =>
        new(Id, Method.ToUpperInvariant(), Path, Server, Authentication, Node["x-brev-evidence"]?.GetValue<string>() ?? "");
}
