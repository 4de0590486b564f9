using System.Net;
using Polly;

namespace Brev.Sdk.Errors;

/// <summary>
/// Remembers with a request that an attempt of it ended without a clear answer and may have taken effect nevertheless, so that the answer
/// to a later attempt is read in that light.
/// </summary>
internal static class UnclearAttempt
{
    private static readonly HttpRequestOptionsKey<bool> Key = new("Brev.Sdk.UnclearAttempt");

    public static bool IsNoted(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out var noted) && noted;

    public static void NoteIfUnclear(HttpRequestMessage request, Outcome<HttpResponseMessage> outcome)
    {
        if (outcome.Result is { } response ? IsUnclear(response.StatusCode) : IsUnclear(outcome.Exception))
        {
            request.Options.Set(Key, true);
        }
    }

    /// <summary>A server or a gateway that fails may have passed the call on; one that asks to slow down has not.</summary>
    private static bool IsUnclear(HttpStatusCode status) => status == HttpStatusCode.RequestTimeout || (int)status >= 500;

    /// <summary>Before a connection stands, nothing has arrived.</summary>
    private static bool IsUnclear(Exception? exception) => !TransportFailure.IsBeforeSending(exception);
}
