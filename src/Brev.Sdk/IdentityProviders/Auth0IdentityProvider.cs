using Brev.Sdk.Connections;
using Brev.Sdk.Stores;

namespace Brev.Sdk.IdentityProviders;

/// <summary>The Auth0 tenant of logins from before NVIDIA's: OAuth 2.0 with refresh tokens, which it may rotate.</summary>
internal sealed class Auth0IdentityProvider : IIdentityProvider, IDisposable
{
    /// <summary>What it is called in messages.</summary>
    public const string DisplayName = "Auth0";

    // The brev CLI's public client, and the audience of the tokens that Brev accepts.
    private const string ClientId = "JaqJRLEsdat5w7Tb0WqmTxzIeqwqepmk";
    private const string Audience = "https://brevdev.us.auth0.com/api/v2/";
    private const string AudiencePath = "/api/v2/";

    // What a login needs. The CLI asks for the management of the whole tenant as well, which no user is granted.
    private const string Scope = "openid profile email offline_access";

    private readonly BoundedConnection _connection;
    private readonly Lazy<IAuth0Api> _api;
    private readonly string _issuer;

    /// <summary>Reads the options once.</summary>
    /// <exception cref="BrevConfigurationException">The endpoint would put secrets at risk.</exception>
    public Auth0IdentityProvider(BrevCredentialOptions options)
    {
        _issuer = options.Auth0Issuer;
        _connection = new BoundedConnection(
            DisplayName, options.Auth0Endpoint, options.Transport, options.RefreshTimeout, options.TimeProvider);
        _api = new(() => _connection.Bind<IAuth0Api>(IdentityProviderJsonContext.Default));
    }

    /// <inheritdoc/>
    public async ValueTask<IssuedTokens> RefreshAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        var answer = await GetTokensAsync(
            [new("grant_type", "refresh_token"), new("client_id", ClientId), new("refresh_token", credential.RefreshToken)],
            cancellationToken).ConfigureAwait(false);
        var tokens = answer.IsSuccess ? answer.Read(IdentityProviderJsonContext.Default.Auth0TokenResponse) : null;
        if (tokens is null)
        {
            throw Auth0Failure.From(answer, credential.RefreshToken);
        }

        try
        {
            return tokens.AccessToken is { Length: > 0 } accessToken
                ? new IssuedTokens(CheckAccessToken(accessToken, credential), NullIfEmpty(tokens.RefreshToken))
                : throw Auth0Failure.From(answer, credential.RefreshToken);
        }
        catch (RefreshFailedException failure) when (tokens.RefreshToken is { Length: > 0 })
        {
            return new IssuedTokens("", tokens.RefreshToken, failure);
        }
    }

    /// <summary>Begins a device login.</summary>
    /// <exception cref="RefreshFailedException">No answer came.</exception>
    public Task<BoundedAnswer> BeginLoginAsync(CancellationToken cancellationToken) => SendAsync(
        async token =>
        {
            using var form = new FormUrlEncodedContent([new("client_id", ClientId), new("audience", Audience), new("scope", Scope)]);
            return await _api.Value.BeginLoginAsync(form, token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Asks once whether the user has approved a device login.</summary>
    /// <exception cref="RefreshFailedException">No answer came.</exception>
    public Task<BoundedAnswer> PollLoginAsync(string deviceCode, CancellationToken cancellationToken) => GetTokensAsync(
        [new("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), new("client_id", ClientId), new(
            "device_code", deviceCode)], cancellationToken);

    /// <summary>An access token that Brev will take, without the spaces around it.</summary>
    /// <exception cref="RefreshFailedException">It is no such token.</exception>
    public string CheckAccessToken(string token, BrevStoredCredential? previous)
    {
        token = token.Trim();
        var claims = IssuedTokenCheck.Check(DisplayName, token, _issuer, "Auth0Issuer", previous);
        return claims.Audiences.Any(
            static audience => Uri.TryCreate(audience, UriKind.Absolute, out var uri) && uri.AbsolutePath == AudiencePath)
            ? token
            : throw new RefreshFailedException(
                RefreshFailureKind.Transient, $"{DisplayName} answered with a token for another audience than Brev.");
    }

    public void Dispose() => _connection.Dispose();

    private Task<BoundedAnswer> GetTokensAsync(KeyValuePair<string, string?>[] fields, CancellationToken cancellationToken) => SendAsync(
        async token =>
        {
            using var form = new FormUrlEncodedContent(fields!);
            return await _api.Value.GetTokensAsync(form, token).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<BoundedAnswer> SendAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevException exception)
        {
            throw new RefreshFailedException(RefreshFailureKind.Transient, exception.Message, innerException: exception.InnerException);
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
