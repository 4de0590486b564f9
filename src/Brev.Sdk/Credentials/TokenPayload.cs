using System.Text.Json;

namespace Brev.Sdk.Credentials;

/// <summary>
/// Reads a JWT whose members are not all of the types that the standard gives them, a numeric <c>jti</c> for instance. The JWT library refuses such a token as
/// a whole; the times and the account in it are good all the same.
/// </summary>
internal static class TokenPayload
{
    /// <summary>The claims as plain JSON; <see langword="null"/> when the value is no JWT at all.</summary>
    public static JsonElement? TryRead(string token)
    {
        if (token.Split('.') is not [{ Length: > 0 }, { Length: > 0 } payload, _])
        {
            return null;
        }

        try
        {
            var padded = payload.Replace('-', '+').Replace('_', '/').PadRight((payload.Length + 3) / 4 * 4, '=');
            using var document = JsonDocument.Parse(Convert.FromBase64String(padded));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    public static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    public static double? Number(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;

    /// <summary>One text, or the texts of an array.</summary>
    public static IReadOnlyList<string> Texts(JsonElement payload, string name) => payload.TryGetProperty(name, out var value) switch
    {
        true when value.ValueKind == JsonValueKind.String => [value.GetString()!],
        true when value.ValueKind == JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        _ => [],
    };
}
