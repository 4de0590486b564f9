using System.Net;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.IdentityProvider;

/// <summary>The bodies of the identity providers.</summary>
internal static class IdentityProviderBodies
{
    public static FakeAnswer KasToken(string token) =>
        FakeAnswer.Json(new JsonObject { ["token"] = token, ["requestStatus"] = KasStatus("SUCCESS", "") });

    public static FakeAnswer KasUnauthorized { get; } = Kas(HttpStatusCode.Unauthorized, "UNAUTHORIZED", "session key is not valid");

    public static FakeAnswer KasFailure(HttpStatusCode status) => (int)status switch
    {
        401 => KasUnauthorized,
        429 => Kas(status, "TOO_MANY_REQUESTS", "planned failure"),
        >= 500 => Kas(status, "INTERNAL_ERROR", "planned failure"),
        _ => Kas(status, "INVALID_REQUEST", "planned failure"),
    };

    public static FakeAnswer Kas(HttpStatusCode status, string code, string description) =>
        FakeAnswer.Json(new JsonObject { ["requestStatus"] = KasStatus(code, description) }, status);

    /// <summary>Auth0 answers every error of a login or a refresh with 403.</summary>
    public static FakeAnswer Auth0(string error, string description) =>
        FakeAnswer.Json(new JsonObject { ["error"] = error, ["error_description"] = description }, HttpStatusCode.Forbidden);

    public static FakeAnswer Auth0Failure(HttpStatusCode status) =>
        Auth0((int)status >= 500 ? "server_error" : "invalid_request", "planned failure") with { Status = status };

    private static JsonObject KasStatus(string code, string description) => new()
    {
        ["statusCode"] = code,
        ["statusDescription"] = description,
        ["requestId"] = Guid.NewGuid().ToString(),
    };
}
