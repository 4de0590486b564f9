using System.Net;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing;

/// <summary>An answer that is a failure, in place of the true one.</summary>
/// <param name="Status">The HTTP status.</param>
public sealed record FakeFailure(HttpStatusCode Status)
{
    /// <summary>The body; <see langword="null"/> for the one that the server's real errors of this status have.</summary>
    public string? Body { get; init; }

    /// <summary>The media type of <see cref="Body"/>. Default: <c>application/json</c>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The header <c>Retry-After</c>, sent in whole seconds; <see langword="null"/> for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A page of a gateway in front of the server: HTML, as a load balancer sends it.</summary>
    /// <param name="status">The HTTP status, mostly 502, 503 or 504.</param>
    public static FakeFailure GatewayPage(HttpStatusCode status = HttpStatusCode.BadGateway) =>
        new(status) { Body = $"<html><body><h1>{(int)status}</h1></body></html>", ContentType = "text/html" };

    /// <summary>A refusal of too many requests: 429, with the header <c>Retry-After</c>.</summary>
    /// <param name="retryAfter">When to come back; <see langword="null"/> for no such header.</param>
    public static FakeFailure TooManyRequests(TimeSpan? retryAfter = null) =>
        new(HttpStatusCode.TooManyRequests) { RetryAfter = retryAfter };

    /// <summary>
    /// Whether the connection is cut in place of an answer; then nothing else here counts. Default: <see langword="false"/>.
    /// </summary>
    public bool BreaksConnection
    {
        get => Ending == AnswerEnding.BeforeTheAnswer;
        init => Ending = value ? AnswerEnding.BeforeTheAnswer : AnswerEnding.Whole;
    }

    /// <summary>A connection that is cut before any answer.</summary>
    public static FakeFailure BrokenConnection { get; } = new(HttpStatusCode.BadGateway) { BreaksConnection = true };

    /// <summary>
    /// A server that hangs: no answer, and the connection stays open until the client gives up.
    /// <see cref="FakeClock.RunAsync(Task, TimeSpan?, CancellationToken)"/> moves the clock to the time limit of such a call.
    /// </summary>
    public static FakeFailure NoAnswer { get; } = new(HttpStatusCode.GatewayTimeout) { Ending = AnswerEnding.Never };

    /// <summary>A success with nothing in it.</summary>
    public static FakeFailure EmptySuccess { get; } = new(HttpStatusCode.OK) { Body = "" };

    internal AnswerEnding Ending { get; init; }
}
