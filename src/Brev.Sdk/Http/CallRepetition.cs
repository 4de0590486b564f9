using System.Net;
using System.Text;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Errors;
using Microsoft.Extensions.Logging;
using Polly;

namespace Brev.Sdk.Http;

/// <summary>
/// Sends a call again after a transient failure, when the call is safe to repeat. Nothing of it is built before a call fails. It sits below
/// authentication, so that a rejected token is never retried here.
/// </summary>
/// <param name="createPolicy">When and after how long a call is sent again.</param>
/// <param name="logger">The client's log.</param>
internal sealed class CallRepetition(Func<ResiliencePipeline<HttpResponseMessage>> createPolicy, ILogger logger)
{
    private readonly Lazy<ResiliencePipeline<HttpResponseMessage>> _policy = new(createPolicy);

    /// <summary>Sends and reads a call once.</summary>
    public delegate Task<Outcome<HttpResponseMessage>> Attempt(
        HttpRequestMessage request, ApiEndpoint? endpoint, CancellationToken cancellationToken);

    /// <summary>The last outcome of a call whose first attempt has been made.</summary>
    /// <param name="request">The call.</param>
    /// <param name="endpoint">Its entry; <see langword="null"/> outside the document.</param>
    /// <param name="first">How the first attempt ended.</param>
    /// <param name="attempt">Makes another.</param>
    /// <param name="cancellationToken">The time limit of the call.</param>
    public async ValueTask<HttpResponseMessage> RepeatAsync(
        HttpRequestMessage request, ApiEndpoint? endpoint, Outcome<HttpResponseMessage> first, Attempt attempt,
        CancellationToken cancellationToken)
    {
        UnclearAttempt.NoteIfUnclear(request, first);
        if (!IsRepeatSafe(request, endpoint))
        {
            return Answer(first);
        }

        var last = MayHelp(first) && !cancellationToken.IsCancellationRequested
            ? await _policy.Value.ExecuteAsync(static (attempts, token) =>
                attempts.NextAsync(token), new CallAttempts(request, endpoint, first, attempt), cancellationToken)
                .ConfigureAwait(false)
            : Answer(first);
        return endpoint is { IsRemoval: true } && UnclearAttempt.IsNoted(request) && IsRefusal(last)
            && await ErrorAnswer.SaysNotFoundAsync(last).ConfigureAwait(false) ? Removed(endpoint, last) : last;
    }

    private static HttpResponseMessage Answer(Outcome<HttpResponseMessage> outcome)
    {
        outcome.ThrowIfException();
        return outcome.Result!;
    }

    /// <summary>The policy looks closer; most answers are plainly the last.</summary>
    private static bool MayHelp(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is not { } response || RetryPolicy.IsPassing(response.StatusCode);

    /// <summary>What is about the token has not been read, and may be thrown away unread.</summary>
    private static bool IsRefusal(HttpResponseMessage response) =>
        !response.IsSuccessStatusCode && !CallAuthentication.IsDenial(response);

    /// <summary>
    /// Outside the document only HTTP's own promise holds, and content of unknown kind may not be there for a second time.
    /// </summary>
    private static bool IsRepeatSafe(HttpRequestMessage request, ApiEndpoint? endpoint) =>
        endpoint?.IsRepeatSafe ?? (request.Content is null && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head));

    /// <summary>
    /// An attempt that the SDK repeated had no clear answer, and now the thing is gone, which is what the caller asked for. The caller, who
    /// sent one call, sees one success.
    /// </summary>
    private HttpResponseMessage Removed(ApiEndpoint endpoint, HttpResponseMessage gone)
    {
        var status = (int)gone.StatusCode;
        Say.Quietly(() => Log.RemovalConfirmed(logger, endpoint.OperationId, status));
        using (gone)
        {
            var done = new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = gone.RequestMessage,
                Version = gone.Version,
                Content = new StringContent("{}", Encoding.UTF8, "application/json"),
            };
            foreach (var (name, values) in gone.Headers.NonValidated)
            {
                done.Headers.TryAddWithoutValidation(name, values);
            }

            return done;
        }
    }
}
