using System.Net;
using System.Net.Http.Headers;
using Brev.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Puts the token on calls that ask for one, and answers a rejected token with one newer one. It holds no state of a login. A call asks by the marker
/// that generated interfaces carry, <c>Authorization: Bearer</c> without a value; every other call passes untouched.
/// </summary>
internal sealed class AuthenticationHandler(HttpMessageHandler inner, BrevCredential credential, Uri endpoint, ILogger logger) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsMarker(request.Headers.Authorization))
        {
            return base.SendAsync(request, cancellationToken);
        }

        var target = RequireConfiguredOrigin(request);
        var asking = ReplayableContent.IsReplayable(request.Content) ? CredentialCall.GetTokenAsync(credential, cancellationToken) : BufferAndAskAsync(request.Content!, cancellationToken);
        return asking.IsCompletedSuccessfully
            ? SendWithTokenAsync(request, target, asking.Result, cancellationToken)
            : WaitAndSendAsync(request, target, asking, cancellationToken);
    }

    private static bool IsMarker(AuthenticationHeaderValue? authorization) =>
        authorization is not null && string.IsNullOrEmpty(authorization.Parameter) && string.Equals(authorization.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase);

    private static bool IsRejection(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>Whether content can be sent twice is decided now, before anything is sent: afterwards half of it may be gone.</summary>
    private async ValueTask<BrevAccessToken> BufferAndAskAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await ReplayableContent.TryBufferAsync(content, cancellationToken).ConfigureAwait(false);
        return await CredentialCall.GetTokenAsync(credential, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> WaitAndSendAsync(HttpRequestMessage request, Uri target, ValueTask<BrevAccessToken> asking, CancellationToken cancellationToken)
    {
        var token = await asking.ConfigureAwait(false);
        return await SendWithTokenAsync(request, target, token, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> SendWithTokenAsync(HttpRequestMessage request, Uri target, BrevAccessToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = token.Header;
        var sending = base.SendAsync(request, cancellationToken);
        return sending.IsCompletedSuccessfully && !IsRejection(sending.Result) ? sending : AnswerAsync(sending, request, target, token, cancellationToken);
    }

    /// <summary>Small on purpose: this is the one object that authentication adds to a request.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(
        Task<HttpResponseMessage> sending, HttpRequestMessage request, Uri target, BrevAccessToken token, CancellationToken cancellationToken)
    {
        var response = await sending.ConfigureAwait(false);
        return IsRejection(response) ? await AnswerRejectionAsync(request, target, token, response, cancellationToken).ConfigureAwait(false) : response;
    }

    private async Task<HttpResponseMessage> AnswerRejectionAsync(
        HttpRequestMessage request, Uri target, BrevAccessToken rejected, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // A transport that follows redirects rewrites the request: what came back is then another host's answer, which says nothing about this token.
        if (!ReferenceEquals(request.RequestUri, target))
        {
            return response;
        }

        var replacement = await ReplaceAsync(rejected, response, cancellationToken).ConfigureAwait(false);
        if (replacement is null)
        {
            return response;
        }

        if (!ReplayableContent.IsReplayable(request.Content))
        {
            Say.Quietly(() => Log.CallNotReplayable(logger, (int)response.StatusCode));
            return response;
        }

        var status = (int)response.StatusCode;
        Say.Quietly(() => Log.CallResent(logger, status));
        Say.Quietly(() => BrevTelemetry.Resent(status));
        response.Dispose();
        request.Headers.Authorization = replacement.Header;
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>When no newer token can be had, the caller sees the server's answer and not the reason why it could not be mended.</summary>
    private async ValueTask<BrevAccessToken?> ReplaceAsync(BrevAccessToken rejected, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await credential.ReplaceRejectedAsync(rejected, response.StatusCode, cancellationToken).AsTask().WaitObservedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private Uri RequireConfiguredOrigin(HttpRequestMessage request)
    {
        var target = request.RequestUri!;
        if (target.Scheme == endpoint.Scheme && target.Port == endpoint.Port && string.Equals(target.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase))
        {
            return target;
        }

        throw new BrevConfigurationException(
            $"The call goes to {target.GetLeftPart(UriPartial.Authority)}, but tokens are sent only to {endpoint.GetLeftPart(UriPartial.Authority)}. Use a relative address, or leave out the authorization header.");
    }
}
