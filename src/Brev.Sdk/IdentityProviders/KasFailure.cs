using System.Text.Json;
using Brev.Sdk.Connections;

namespace Brev.Sdk.IdentityProviders;

/// <summary>Tells what an answer without a token means.</summary>
internal static class KasFailure
{
    private const string Unauthorized = "UNAUTHORIZED";

    /// <summary>
    /// The failure that an answer stands for. It is a rejection only when the answer says so; anything unknown is transient.
    /// </summary>
    public static RefreshFailedException From(BoundedAnswer answer, KasSession session)
    {
        var code = answer.Read(IdentityProviderJsonContext.Default.KasTokenResponse)?.RequestStatus?.StatusCode;
        var kind = IsRejection(answer, code) ? RefreshFailureKind.Rejected : RefreshFailureKind.Transient;
        var what = kind == RefreshFailureKind.Rejected ? "refused the session" : "gave no token";
        return new(kind, $"{KasIdentityProvider.DisplayName} {what} "
            + $"({answer}{ErrorCode.Suffix(code, session.SessionKey, session.DeviceId)}).", answer.RetryAfter);
    }

    private static bool IsRejection(BoundedAnswer answer, string? code) => (int)answer.Status switch
    {
        // Whatever stands beside it: the server in front of the provider may answer so with a page of its own.
        401 => true,

        // A page of a gateway or a sign-in portal in between, which block with 403, is no word of the provider's.
        403 => !answer.IsWebPage,
        _ when code == Unauthorized => true,

        // The code is known, its place in the body is not: any text with the code in it will do, but only in an answer that blames the
        // request.
        >= 400 and < 500 => !answer.IsPassing && MentionsUnauthorized(answer.Body.Span),
        _ => false,
    };

    private static bool MentionsUnauthorized(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String && reader.GetString()!.Contains(Unauthorized, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return IsPlainText(body) && body.IndexOf("UNAUTHORIZED"u8) >= 0;
        }
    }

    // A page of some gateway in between says nothing about the session.
    private static bool IsPlainText(ReadOnlySpan<byte> body) => body.Length < 1024 && body.IndexOf((byte)'<') < 0;
}
