using System.Diagnostics.CodeAnalysis;
using Brev.Sdk.Testing.Tokens;

namespace Brev.Sdk.Testing.Http;

/// <summary>A request that has found its operation and passed the check of its token.</summary>
internal sealed class OperationCall(FakeRequest request, IReadOnlyDictionary<string, string> route, TokenRecord? token)
{
    private JsonObject? _body;

    public FakeRequest Request => request;

    /// <summary>Whose token it carries. Only operations that need a token may ask.</summary>
    public string UserId =>
        token?.UserId ?? throw new InvalidOperationException($"{request.OperationId} is called without a token, so it has no user.");

    /// <summary>The one organization that the caller's API key opens; <see langword="null"/> for a token.</summary>
    public string? ApiKeyOrganizationId => token?.OrganizationId;

    /// <summary>The body; an empty object when there is none or it is no JSON object.</summary>
    public JsonObject Body => _body ??= ParseBody();

    /// <summary>A parameter of the path, by the name that the template gives it.</summary>
    public string Route(string name) => route[name];

    /// <summary>A parameter of the query; <see langword="null"/> when it did not come.</summary>
    public string? Query(string name) => request.Query.GetValueOrDefault(name);

    /// <summary>A text of the body; <see langword="null"/> when it did not come or is no text.</summary>
    public string? Text(string name) => Body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A text of the body that must not be blank.</summary>
    public bool TryGetText(string name, [NotNullWhen(true)] out string? text)
    {
        text = Text(name);
        return !string.IsNullOrWhiteSpace(text);
    }

    private JsonObject ParseBody()
    {
        try
        {
            return request.Body.Length == 0 ? [] : JsonNode.Parse(request.Body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
