using System.Net;

namespace Brev.Sdk.Testing.Http;

/// <summary>What a server of the fake sends back.</summary>
internal sealed record FakeAnswer(HttpStatusCode Status, string Body, string ContentType = "application/json")
{
    public TimeSpan? RetryAfter { get; init; }

    public AnswerEnding Ending { get; init; }

    public static FakeAnswer Empty { get; } = new(HttpStatusCode.OK, "");

    public static FakeAnswer Json(JsonNode? body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status, body is null ? "null" : body.ToJsonString());

    public static FakeAnswer From(FakeFailure failure, Func<HttpStatusCode, FakeAnswer> bodyOf)
    {
        var answer = failure.Body is { } body ? new FakeAnswer(failure.Status, body, failure.ContentType) : bodyOf(failure.Status);
        return answer with { RetryAfter = failure.RetryAfter, Ending = failure.Ending };
    }
}
