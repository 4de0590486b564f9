using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brev.Sdk.Stores;

/// <summary>
/// The JSON object in the credentials file: the members that the SDK knows, and all others exactly as they were found, so that
/// a save loses nothing that a newer CLI has put there. Immutable.
/// </summary>
internal sealed class CredentialsDocument
{
    private static readonly string[] KnownNames =
        ["access_token", "refresh_token", "api_key", "api_key_org_id", "access_token_exp", "issued_at"];

    private readonly IReadOnlyList<KeyValuePair<string, string>> _others;

    private CredentialsDocument(BrevStoredCredential? tokenSet, IReadOnlyList<KeyValuePair<string, string>> others) =>
        (TokenSet, _others) = (tokenSet, others);

    /// <summary>There is no file.</summary>
    public static CredentialsDocument Absent { get; } = new(null, []) { IsAbsent = true };

    public bool IsAbsent { get; private init; }

    /// <summary>Whether it was cut off or damaged, and is not what a program meant to store.</summary>
    public bool IsTorn { get; private init; }

    /// <summary>
    /// Why it cannot be understood, fit for a user's eyes; <see langword="null"/> when it can, or there is nothing in it.
    /// </summary>
    public string? Fault { get; private init; }

    /// <summary>What the file says; <see langword="null"/> when it holds neither a token nor a key, so that no user is signed in.</summary>
    public BrevStoredCredential? TokenSet { get; }

    /// <summary>A file that is empty or damaged, as the CLI leaves it for a moment while it writes.</summary>
    public static CredentialsDocument Torn(string? fault) => new(null, []) { IsTorn = true, Fault = fault };

    /// <summary>Reads the document from UTF-8 with or without a byte order mark.</summary>
    /// <exception cref="JsonException">It is not a JSON object, or a token in it is not text.</exception>
    public static CredentialsDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        using var json = JsonDocument.Parse(WithoutByteOrderMark(utf8));
        try
        {
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.Object => From(json.RootElement),
                JsonValueKind.Null => new(null, []),
                _ => throw new JsonException("The root is not an object.", path: null, lineNumber: 0, bytePositionInLine: 0),
            };
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("A text in it is not valid UTF-8.");
        }
    }

    /// <summary>
    /// The text of the file with another token set in it, in the CLI's own layout: both tokens always, the rest only when known,
    /// one space of indentation.
    /// </summary>
    public byte[] Write(BrevStoredCredential credential)
    {
        var text = new StringBuilder("{\n");
        Append(text, KnownNames[0], Quoted(credential.AccessToken ?? ""), first: true);
        Append(text, KnownNames[1], Quoted(credential.RefreshToken ?? ""));
        AppendUnlessEmpty(text, KnownNames[2], credential.ApiKey);
        AppendUnlessEmpty(text, KnownNames[3], credential.ApiKeyOrganizationId);

        // Always those of the token beside them: times that outlive their token would mislead every reader.
        TokenClaims.TryRead(credential.AccessToken, out var claims);
        AppendUnlessEmpty(text, KnownNames[4], Rfc3339(claims?.ExpiresOn));
        AppendUnlessEmpty(text, KnownNames[5], Rfc3339(claims?.IssuedOn));
        foreach (var (name, value) in _others)
        {
            Append(text, name, value);
        }

        return Encoding.UTF8.GetBytes(text.Append("\n}\n").ToString());
    }

    /// <summary>As <see cref="Write"/>, with the API key left as it is in the file: a refresh replaces only the tokens.</summary>
    public byte[] WriteTokens(BrevStoredCredential tokenSet) =>
        Write(tokenSet with { ApiKey = TokenSet?.ApiKey, ApiKeyOrganizationId = TokenSet?.ApiKeyOrganizationId });

    private static CredentialsDocument From(JsonElement root)
    {
        var known = new JsonElement[KnownNames.Length];
        var others = new List<KeyValuePair<string, string>>();
        foreach (var member in root.EnumerateObject())
        {
            // The CLI's decoder ignores case and lets the last of several members win; so does this one.
            var index = Array.FindIndex(KnownNames, name => name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                known[index] = member.Value;
            }
            else
            {
                others.Add(new(member.Name, member.Value.GetRawText()));
            }
        }

        return new CredentialsDocument(ToTokenSet(known), others);
    }

    private static BrevStoredCredential? ToTokenSet(JsonElement[] known)
    {
        var credential = new BrevStoredCredential
        {
            AccessToken = TokenSetComparison.Normalize(Text(known, 0)),
            RefreshToken = TokenSetComparison.Normalize(Text(known, 1)),
            ApiKey = Text(known, 2),
            ApiKeyOrganizationId = Text(known, 3),
            AccessTokenExpiresOn = Time(known[4]),
            AccessTokenIssuedOn = Time(known[5]),
        };
        return credential.IsEmpty() ? null : credential;
    }

    private static string? Text(JsonElement[] known, int index) => known[index].ValueKind switch
    {
        JsonValueKind.String => known[index].GetString()!.Trim() is { Length: > 0 } text ? text : null,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => throw new JsonException($"'{KnownNames[index]}' is not text."),
    };

    private static DateTimeOffset? Time(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;

    private static string? Rfc3339(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static void AppendUnlessEmpty(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Append(text, name, Quoted(value));
        }
    }

    private static void Append(StringBuilder text, string name, string rawValue, bool first = false) =>
        text.Append(first ? " " : ",\n ").Append(Quoted(name)).Append(": ").Append(rawValue);

    private static string Quoted(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
