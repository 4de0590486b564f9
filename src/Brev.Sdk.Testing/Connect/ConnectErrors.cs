using System.Net;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Connect;

/// <summary>The errors of the Connect services, each with the status that the Connect protocol gives its code.</summary>
internal static class ConnectErrors
{
    public static FakeAnswer NotFound(string what) => ErrorBodies.Connect(HttpStatusCode.NotFound, "not_found", $"{what} not found");

    public static FakeAnswer InvalidArgument(string message) => ErrorBodies.Connect(HttpStatusCode.BadRequest, "invalid_argument", message);

    public static FakeAnswer FailedPrecondition(string message) =>
        ErrorBodies.Connect(HttpStatusCode.BadRequest, "failed_precondition", message);

    public static FakeAnswer AlreadyExists(string message) => ErrorBodies.Connect(HttpStatusCode.Conflict, "already_exists", message);

    public static FakeAnswer PermissionDenied(string message) =>
        ErrorBodies.Connect(HttpStatusCode.Forbidden, "permission_denied", message);

    /// <summary>What an SSH grant answers for a while after its port was opened.</summary>
    public static FakeAnswer SshNotReady { get; } =
        ErrorBodies.Connect(HttpStatusCode.InternalServerError, "internal", "ssh access not ready");
}
