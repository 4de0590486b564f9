using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Brev.Sdk.Connections;

/// <summary>An answer, read to its end. Its body may hold secrets and is never shown.</summary>
internal sealed record BoundedAnswer(HttpStatusCode Status, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether the status is one of success.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether the same call may succeed a little later: the host is busy, or has a fault of its own.</summary>
    public bool IsPassing => (int)Status is 408 or 425 or 429 or >= 500;

    /// <summary>Whether the body is a JSON object, so that the answer comes from a program and not from a web page in between.</summary>
    public bool IsJsonObject { get; } = StartsAnObject(Body.Span);

    /// <summary>Whether the body is a web page, which no identity provider sends here: a proxy or a wrong address answers.</summary>
    public bool IsWebPage => Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>The body as <typeparamref name="T"/>; <see langword="null"/> when it is something else.</summary>
    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body.Span, type);
        }
        catch (JsonException)
        {
            // The parser's text may quote the body, so it goes no further.
            return null;
        }
    }

    /// <summary>The status alone.</summary>
    public override string ToString() => $"HTTP {(int)Status}";

    private static bool StartsAnObject(ReadOnlySpan<byte> body)
    {
        var start = body.TrimStart(" \t\r\n"u8);
        return start.Length > 0 && start[0] == (byte)'{';
    }
}
