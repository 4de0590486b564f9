using System.Net;
using System.Net.Http.Headers;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Http;

/// <summary>
/// Knows which calls ask for a token, where a token may go, and what answers a denied one. It holds no state of a login. A call asks by
/// the marker that generated interfaces carry, <c>Authorization: Bearer</c> without a value; every other call passes untouched.
/// </summary>
internal sealed class CallAuthentication(BrevCredential credential, Uri endpoint, ILogger logger)
{
    /// <summary>Whether the answer may be about the token.</summary>
    public static bool IsDenial(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    public static bool IsAskedFor(HttpRequestMessage request) =>
        request.Headers.Authorization is { } authorization
        && string.IsNullOrEmpty(authorization.Parameter)
        && string.Equals(authorization.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The token for a call that asks for one. Whether its content can be sent twice is decided now, before anything is sent: afterwards
    /// half of it may be gone.
    /// </summary>
    /// <exception cref="BrevConfigurationException">The call goes to another host than the configured one.</exception>
    public ValueTask<BrevAccessToken> GetTokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequireConfiguredHost(request);
        return ReplayableContent.IsReplayable(request)
            ? CredentialCall.GetTokenAsync(credential, cancellationToken)
            : BufferAndAskAsync(request, cancellationToken);
    }

    /// <summary>
    /// Before a call is repeated: puts the token on it that counts now, because the first one may have ended during the pause. A transport
    /// that has taken it off, or has put another in its place, is left alone.
    /// </summary>
    public async ValueTask<SentCall> UpdateTokenAsync(HttpRequestMessage request, SentCall sent, CancellationToken cancellationToken)
    {
        if (!IsAboutToken(request, sent.Token))
        {
            return sent;
        }

        var token = await CredentialCall.GetTokenAsync(credential, cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = token.Header;
        return sent with { Token = token };
    }

    /// <summary>
    /// Answers a denied token. When the call is to be sent once more, the request is as it was before it was sent, with the newer token
    /// on it, and the first answer is disposed; otherwise the caller sees that answer.
    /// </summary>
    /// <returns>The call that is to be sent; <see langword="null"/> when there is none.</returns>
    public async ValueTask<SentCall?> ReplaceTokenAsync(
        HttpRequestMessage request, SentCall sent, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!IsDenial(response) || !IsAboutToken(request, sent.Token))
        {
            return null;
        }

        var replacement = await ReplaceAsync(request, sent.Token!, response.StatusCode, cancellationToken).ConfigureAwait(false);
        if (replacement is null)
        {
            return null;
        }

        sent.Restore(request);
        var status = (int)response.StatusCode;
        if (!ReplayableContent.IsReplayable(request))
        {
            Say.Quietly(() => Log.CallNotReplayable(logger, status));
            return null;
        }

        Say.Quietly(() => Log.CallResent(logger, status));
        Say.Quietly(() => BrevTelemetry.Resent(status));
        response.Dispose();
        request.Headers.Authorization = replacement.Header;
        return sent with { Token = replacement };
    }

    private async ValueTask<BrevAccessToken> BufferAndAskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await ReplayableContent.TryBufferAsync(request, cancellationToken).ConfigureAwait(false);
        return await CredentialCall.GetTokenAsync(credential, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A transport may have changed the request. When it has sent it to another host, or without this token (.NET's handlers take it out
    /// when they follow a redirect), the answer says nothing about the token.
    /// </summary>
    private bool IsAboutToken(HttpRequestMessage request, BrevAccessToken? token) =>
        token is not null && IsAtEndpoint(request.RequestUri!) && ReferenceEquals(request.Headers.Authorization, token.Header);

    /// <summary>
    /// When no newer token can be had, or not in time, the caller sees the server's answer, with a note that says why, and where else a
    /// login may be. What becomes of the answer when the caller has left is up to the
    /// <see cref="CallHandler"/>, which alone knows that.
    /// </summary>
    private async ValueTask<BrevAccessToken?> ReplaceAsync(
        HttpRequestMessage request, BrevAccessToken denied, HttpStatusCode status, CancellationToken cancellationToken)
    {
        try
        {
            var replacement = await credential.ReplaceDeniedAsync(denied, status, cancellationToken).ConfigureAwait(false);
            if (replacement is null && status == HttpStatusCode.Unauthorized)
            {
                RefreshFailureNote.Leave(request, failure: null, credential.Origin);
            }

            return replacement;
        }
        catch (Exception exception)
        {
            RefreshFailureNote.Leave(request, exception, credential.Origin);
            return null;
        }
    }

    private void RequireConfiguredHost(HttpRequestMessage request)
    {
        var target = request.RequestUri!;
        if (!IsAtEndpoint(target))
        {
            throw new BrevConfigurationException(
                $"The call goes to {Origin(target)}, but tokens are sent only to {Origin(endpoint)}. Use a relative address, or leave out "
                    + "the authorization header.");
        }

        if (request.Headers.Host is { } host && !string.Equals(host, endpoint.Authority, StringComparison.OrdinalIgnoreCase))
        {
            throw new BrevConfigurationException(
                $"The call names {host} in its Host header, but tokens are sent only to {Origin(endpoint)}. Leave out the Host header, or "
                    + "the authorization header.");
        }
    }

    private bool IsAtEndpoint(Uri target) =>
        target.Scheme == endpoint.Scheme
            && target.Port == endpoint.Port
            && string.Equals(target.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Without user information, which may hold a password.</summary>
    private static string Origin(Uri address) => $"{address.Scheme}://{address.Authority}";
}
