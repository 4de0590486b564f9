using System.Text.Json.Nodes;

namespace Brev.Sdk.Tests.Endpoints;

/// <summary>One operation as the document describes it, read without any of the generators' code.</summary>
public sealed record DescribedOperation(string Id, HttpMethod Method, string Path, string Server, bool Secured, JsonObject Node)
{
    public IEnumerable<JsonObject> Parameters => Node["parameters"] is JsonArray list ? list.Select(OpenApiDocumentFile.Resolve) : [];

    /// <summary>The schema of the JSON request body; <see langword="null"/> when there is none.</summary>
    public JsonObject? RequestSchema =>
        Node["requestBody"] is { } body ? OpenApiDocumentFile.Resolve(body)["content"]?["application/json"]?["schema"]?.AsObject() : null;

    /// <summary>The lowest 2xx status that the document lists.</summary>
    public int SuccessStatus => int.Parse(Success.Key, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The media type of the answer and its schema; <see langword="null"/> when the answer has no body.</summary>
    public (string MediaType, JsonObject Schema)? Response =>
        OpenApiDocumentFile.Resolve(Success.Value!)["content"]?.AsObject().FirstOrDefault() is { Key: { } type, Value: { } content }
            ? (type, content["schema"]!.AsObject())
            : null;

    private KeyValuePair<string, JsonNode?> Success =>
        Node["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')).MinBy(
            response => response.Key, StringComparer.Ordinal);

    public override string ToString() => Id;
}
