using System.Text;
using System.Text.Json;

namespace Brev.Sdk.Testing.Tokens;

/// <summary>
/// The text of a credentials file as the brev CLI writes it: one space of indentation, both tokens always, nothing after the brace.
/// </summary>
internal static class CredentialsFileText
{
    public static string Write(BrevStoredCredential credential)
    {
        var text = new StringBuilder("{\n");
        text.Append(" \"access_token\": \"").Append(JsonEncodedText.Encode(credential.AccessToken ?? "")).Append("\",\n");
        text.Append(" \"refresh_token\": \"").Append(JsonEncodedText.Encode(credential.RefreshToken ?? "")).Append("\"\n}");
        return text.ToString();
    }
}
