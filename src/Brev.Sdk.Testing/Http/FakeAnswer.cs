using System.Net;

namespace Brev.Sdk.Testing;

/// <summary>What a server of the fake sends back.</summary>
internal sealed record FakeAnswer(HttpStatusCode Status, string Body, string ContentType = "application/json")
{
    public TimeSpan? RetryAfter { get; init; }

    public static FakeAnswer Empty { get; } = new(HttpStatusCode.OK, "");

    public static FakeAnswer Json(JsonNode? body, HttpStatusCode status = HttpStatusCode.OK) => new(status, body is null ? "null" : body.ToJsonString());

    public static FakeAnswer From(FakeFailure failure, FakeServer server) =>
        failure.Body is { } body
            ? new FakeAnswer(failure.Status, body, failure.ContentType) { RetryAfter = failure.RetryAfter }
            : ErrorBodies.For(server, failure.Status) with { RetryAfter = failure.RetryAfter };
}
