using Brev.Sdk.Testing.Requests;
using Brev.Sdk.Testing.Time;

namespace Brev.Sdk.Testing;

/// <summary>A request that one of the fake's sockets has received.</summary>
public sealed class FakeRequest
{
    private volatile int _status;

    internal FakeRequest(
        FakeServer server, string method, Uri address, IReadOnlyDictionary<string, string> headers, string body, DateTimeOffset receivedOn)
    {
        Server = server;
        Method = method;
        Path = address.AbsolutePath;
        Query = QueryText.Parse(address.Query);
        Headers = headers;
        Body = body;
        ReceivedOn = receivedOn;
    }

    /// <summary>The server that received it.</summary>
    public FakeServer Server { get; }

    /// <summary>The HTTP method, in upper case.</summary>
    public string Method { get; }

    /// <summary>The path as it was sent, with its escapes.</summary>
    public string Path { get; }

    /// <summary>The query without its escapes. Of a name that occurs twice, the last value counts.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>The headers; names without regard to case, values of the same name joined by a comma. They include the token.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as text; empty when there is none.</summary>
    public string Body { get; }

    /// <summary>When it was received, by <see cref="FakeBrev.Clock"/>.</summary>
    public DateTimeOffset ReceivedOn { get; }

    /// <summary>
    /// The operation that it calls, such as <c>ListWorkspaces</c>; <see langword="null"/> when no operation has this method and path.
    /// </summary>
    public string? OperationId { get; internal set; }

    /// <summary>The HTTP status that it was answered with; <see langword="null"/> while there is no answer yet.</summary>
    public int? Status => _status == 0 ? null : _status;

    /// <summary>The bearer token of the header <c>Authorization</c>; <see langword="null"/> when there is none. Secret.</summary>
    public string? BearerToken =>
        Headers.TryGetValue("Authorization", out var value) && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value[7..].Trim()
            : null;

    /// <summary>What was called and how it ended; no header, query or body, which may hold secrets.</summary>
    public override string ToString() =>
        $"{Server} {Method} {Path} ({OperationId ?? "no operation"}) -> {(Status is { } status ? status : "unanswered")}";

    /// <summary>What tells the clock that this request is worked on.</summary>
    internal RequestWork? Work { get; set; }

    /// <summary>Ends when the client or the fake does.</summary>
    internal CancellationToken Ended { get; set; }

    /// <summary>Waits without keeping the clock from moving; returns early when the client or the fake has ended.</summary>
    internal async Task ParkAsync(Func<CancellationToken, Task> wait)
    {
        // The wait begins before the clock may look, so that a pause in it is seen.
        var waiting = wait(Ended);
        Work?.Park();
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Work?.Resume();
    }

    internal void AnsweredWith(int status) => _status = status;
}
