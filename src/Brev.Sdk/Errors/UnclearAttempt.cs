using System.Net;

namespace Brev.Sdk.Errors;

/// <summary>
/// Remembers with a request that an attempt of it ended without a clear answer and may have taken effect nevertheless, so that the answer to a later attempt is
/// read in that light.
/// </summary>
internal static class UnclearAttempt
{
    private static readonly HttpRequestOptionsKey<bool> Key = new("Brev.Sdk.UnclearAttempt");

    public static bool IsNoted(HttpRequestMessage? request) => request is not null && request.Options.TryGetValue(Key, out var noted) && noted;

    /// <summary>A server or a gateway that fails may have passed the call on; one that asks to slow down has not.</summary>
    public static void NoteIfUnclear(HttpRequestMessage request, HttpStatusCode status)
    {
        if (status == HttpStatusCode.RequestTimeout || (int)status >= 500)
        {
            request.Options.Set(Key, true);
        }
    }

    /// <summary>Before a connection stands, nothing has arrived.</summary>
    public static void NoteIfUnclear(HttpRequestMessage request, Exception exception)
    {
        if (exception is not HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
            })
        {
            request.Options.Set(Key, true);
        }
    }
}
