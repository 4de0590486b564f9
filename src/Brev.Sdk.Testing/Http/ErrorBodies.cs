using System.Net;

namespace Brev.Sdk.Testing.Http;

/// <summary>The bodies that errors have on each server, as they have been seen on the real ones.</summary>
internal static class ErrorBodies
{
    /// <summary>An error of the control plane.</summary>
    public static FakeAnswer Rest(HttpStatusCode status, string? type, string? message = null)
    {
        var error = new JsonObject();
        if (type is not null)
        {
            error["type"] = type;
        }

        if (message is not null)
        {
            error["message"] = message;
        }

        return FakeAnswer.Json(new JsonObject { ["errors"] = new JsonArray(error) }, status);
    }

    /// <summary>An error of the Connect services.</summary>
    public static FakeAnswer Connect(HttpStatusCode status, string code, string? message = null)
    {
        var error = new JsonObject { ["code"] = code };
        if (message is not null)
        {
            error["message"] = message;
        }

        return FakeAnswer.Json(error, status);
    }

    public static FakeAnswer NotFound(string what) => Rest(HttpStatusCode.NotFound, "NotFoundError", $"{what} not found");

    public static FakeAnswer Invalid(string message) => Rest(HttpStatusCode.BadRequest, "ValidationError", message);

    public static FakeAnswer Forbidden { get; } = Rest(HttpStatusCode.Forbidden, type: null, "forbidden");

    /// <summary>The body that an error of this status has on an API server.</summary>
    public static FakeAnswer For(FakeServer server, HttpStatusCode status) =>
        server == FakeServer.PublicApi ? Connect(status, ConnectCode(status), $"planned failure {(int)status}") : RestFor(status);

    private static FakeAnswer RestFor(HttpStatusCode status) => (int)status switch
    {
        // The one body that was captured byte for byte: no message.
        401 => Rest(status, "UnauthorizedError"),
        403 => Forbidden,
        404 => NotFound("resource"),
        >= 500 => Rest(status, "InternalError", "rpc error: code = DeadlineExceeded desc = context deadline exceeded"),
        >= 400 => Rest(status, "ValidationError", $"planned failure {(int)status}"),
        _ => new FakeAnswer(status, ""),
    };

    private static string ConnectCode(HttpStatusCode status) => (int)status switch
    {
        400 => "invalid_argument",
        401 => "unauthenticated",
        403 => "permission_denied",
        404 => "not_found",
        409 => "already_exists",
        429 => "resource_exhausted",
        499 => "canceled",
        501 => "unimplemented",
        503 => "unavailable",
        504 => "deadline_exceeded",
        >= 500 => "internal",
        _ => "unknown",
    };
}
