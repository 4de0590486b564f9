using System.Net.Http.Headers;

namespace Brev.Sdk.Errors;

/// <summary>Finds the server's id of a call under the names that servers and gateways give it.</summary>
internal static class RequestIdHeader
{
    private static readonly string[] Names =
        ["X-Request-Id", "Request-Id", "X-Amzn-RequestId", "X-Amzn-Trace-Id", "X-Correlation-Id", "CF-Ray"];

    public static string? Find(HttpResponseHeaders headers)
    {
        foreach (var name in Names)
        {
            if (headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 and <= 200 } value)
            {
                return value;
            }
        }

        return null;
    }
}
