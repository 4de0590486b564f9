using System.Net;
using System.Net.Http.Headers;
using Brev.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Puts the token on calls that ask for one, and answers a rejected token with one newer one. It holds no state of a login. A call asks by the marker
/// that generated interfaces carry, <c>Authorization: Bearer</c> without a value; every other call passes untouched.
/// </summary>
internal sealed class BearerTokenHandler(HttpMessageHandler inner, BrevCredential credential, Uri endpoint, ILogger logger) : DelegatingHandler(inner)
{
    /// <summary>Whether the answer may be about the token.</summary>
    public static bool IsRejection(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsMarker(request.Headers.Authorization))
        {
            return base.SendAsync(request, cancellationToken);
        }

        RequireConfiguredHost(request);
        var asking = ReplayableContent.IsReplayable(request) ? CredentialCall.GetTokenAsync(credential, cancellationToken) : BufferAndAskAsync(request, cancellationToken);
        return asking.IsCompletedSuccessfully
            ? SendWithTokenAsync(request, asking.Result, cancellationToken)
            : WaitAndSendAsync(request, asking, cancellationToken);
    }

    private static bool IsMarker(AuthenticationHeaderValue? authorization) =>
        authorization is not null && string.IsNullOrEmpty(authorization.Parameter) && string.Equals(authorization.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether content can be sent twice is decided now, before anything is sent: afterwards half of it may be gone.</summary>
    private async ValueTask<BrevAccessToken> BufferAndAskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await ReplayableContent.TryBufferAsync(request, cancellationToken).ConfigureAwait(false);
        return await CredentialCall.GetTokenAsync(credential, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> WaitAndSendAsync(HttpRequestMessage request, ValueTask<BrevAccessToken> asking, CancellationToken cancellationToken)
    {
        var token = await asking.ConfigureAwait(false);
        return await SendWithTokenAsync(request, token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Small on purpose: its state is the one object that authentication adds to a request.</summary>
    private async Task<HttpResponseMessage> SendWithTokenAsync(HttpRequestMessage request, BrevAccessToken token, CancellationToken cancellationToken)
    {
        var (method, target, content) = (request.Method, request.RequestUri, request.Content);
        request.Headers.Authorization = token.Header;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return IsRejection(response) && IsAbout(token, request)
            ? await AnswerRejectionAsync(request, method, target, content, token, response, cancellationToken).ConfigureAwait(false)
            : response;
    }

    /// <summary>
    /// A transport may have changed the request. When it has sent it to another host, or without this token (.NET's handlers take it out when they follow a
    /// redirect), the answer says nothing about the token.
    /// </summary>
    private bool IsAbout(BrevAccessToken token, HttpRequestMessage request) =>
        IsAtEndpoint(request.RequestUri!) && ReferenceEquals(request.Headers.Authorization, token.Header);

    private async Task<HttpResponseMessage> AnswerRejectionAsync(
        HttpRequestMessage request, HttpMethod method, Uri? target, HttpContent? content, BrevAccessToken rejected, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var replacement = await ReplaceAsync(request, rejected, response.StatusCode, cancellationToken).ConfigureAwait(false);
        if (replacement is null)
        {
            return response;
        }

        // What a transport has put in the place of the content, compressed for one, it would put into itself the second time.
        (request.Method, request.RequestUri, request.Content) = (method, target, content);
        var status = (int)response.StatusCode;
        if (!ReplayableContent.IsReplayable(request))
        {
            Say.Quietly(() => Log.CallNotReplayable(logger, status));
            return response;
        }

        Say.Quietly(() => Log.CallResent(logger, status));
        Say.Quietly(() => BrevTelemetry.Resent(status));
        response.Dispose();
        request.Headers.Authorization = replacement.Header;
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// When no newer token can be had, or not in time, the caller sees the server's answer, with a note when the reason may pass. What becomes of the answer when
    /// the caller has left is up to the <see cref="CallHandler"/>, which alone knows that.
    /// </summary>
    private async ValueTask<BrevAccessToken?> ReplaceAsync(
        HttpRequestMessage request, BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken)
    {
        try
        {
            return await credential.ReplaceRejectedAsync(rejected, status, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            RefreshFailureNote.Leave(request, exception);
            return null;
        }
    }

    private void RequireConfiguredHost(HttpRequestMessage request)
    {
        var target = request.RequestUri!;
        if (!IsAtEndpoint(target))
        {
            throw new BrevConfigurationException(
                $"The call goes to {Origin(target)}, but tokens are sent only to {Origin(endpoint)}. Use a relative address, or leave out the authorization header.");
        }

        if (request.Headers.Host is { } host && !string.Equals(host, endpoint.Authority, StringComparison.OrdinalIgnoreCase))
        {
            throw new BrevConfigurationException(
                $"The call names {host} in its Host header, but tokens are sent only to {Origin(endpoint)}. Leave out the Host header, or the authorization header.");
        }
    }

    private bool IsAtEndpoint(Uri target) =>
        target.Scheme == endpoint.Scheme && target.Port == endpoint.Port && string.Equals(target.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Without user information, which may hold a password.</summary>
    private static string Origin(Uri address) => $"{address.Scheme}://{address.Authority}";
}
