using Brev.Sdk.Connections;

namespace Brev.Sdk.IdentityProviders;

/// <summary>NVIDIA's identity provider (KAS): a session key, bound to a device, buys tokens for a day after the login.</summary>
internal sealed class KasIdentityProvider : IIdentityProvider, IDisposable
{
    /// <summary>What it is called in messages.</summary>
    public const string DisplayName = "NVIDIA's identity provider";

    private readonly BoundedConnection _connection;
    private readonly Lazy<IKasApi> _api;
    private readonly string _issuer;

    /// <summary>Reads the options once.</summary>
    /// <exception cref="BrevConfigurationException">The endpoint would put secrets at risk.</exception>
    public KasIdentityProvider(BrevCredentialOptions options)
    {
        _issuer = options.KasIssuer;
        _connection = new BoundedConnection(
            DisplayName, options.KasEndpoint, options.Transport, options.RefreshTimeout, options.TimeProvider);
        _api = new(() => _connection.Bind<IKasApi>(IdentityProviderJsonContext.Default));
    }

    /// <inheritdoc/>
    public async ValueTask<IssuedTokens> RefreshAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        if (!KasSession.TryParse(credential.RefreshToken, out var session))
        {
            throw new RefreshFailedException(
                RefreshFailureKind.Rejected, "The stored refresh token is damaged: it should be a session key and a device id around "
                    + "one colon.");
        }

        // The session lives on: KAS hands out no new refresh token.
        var answer = await PollLoginAsync(session, cancellationToken).ConfigureAwait(false);
        var token = answer.IsSuccess ? ReadToken(answer) : null;
        if (token is null)
        {
            throw KasFailure.From(answer, session);
        }

        CheckToken(token, credential);
        return new IssuedTokens(token, RefreshToken: null);
    }

    /// <summary>Asks once for a token of the session, whatever the answer.</summary>
    /// <exception cref="RefreshFailedException">No answer came.</exception>
    public Task<BoundedAnswer> PollLoginAsync(KasSession session, CancellationToken cancellationToken) =>
        SendAsync(token => _api.Value.GetTokenAsync(session.SessionKey, session.DeviceId, token), cancellationToken);

    /// <summary>The token in an answer; <see langword="null"/> when there is none, or an empty one.</summary>
    public static string? ReadToken(BoundedAnswer answer) =>
        answer.Read(IdentityProviderJsonContext.Default.KasTokenResponse)?.Token?.Trim() is { Length: > 0 } token ? token : null;

    /// <summary>Looks at a token before anything is built on it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="previous">The login that the token is for; <see langword="null"/> for a new one.</param>
    /// <exception cref="RefreshFailedException">It is no token for this login.</exception>
    public void CheckToken(string token, BrevStoredCredential? previous) =>
        IssuedTokenCheck.Check(DisplayName, token, _issuer, "BREV_AUTH_ISSUER_URL or KasIssuer", previous);

    /// <summary>Begins a login.</summary>
    /// <exception cref="RefreshFailedException">No answer came.</exception>
    public Task<BoundedAnswer> BeginLoginAsync(KasLoginRequest request, CancellationToken cancellationToken) =>
        SendAsync(token => _api.Value.BeginLoginAsync(request, token), cancellationToken);

    public void Dispose() => _connection.Dispose();

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
}
