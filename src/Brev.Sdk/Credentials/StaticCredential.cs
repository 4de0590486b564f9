using System.Net;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>A bearer value that cannot be refreshed: an API key, or an access token alone.</summary>
internal sealed class StaticCredential(
    BrevAccessToken token, string kind, CredentialClock clock, TokenClaims? claims = null) : BrevCredential
{
    private const string ApiKey = "API key";

    private readonly ValueTask<BrevAccessToken> _token = new(token);

    internal override TokenClaims? Account => claims;

    public bool IsExpired => token.ExpiresOn is { } expiry && expiry <= clock.Now;

    /// <param name="apiKey">The key; white space around it is dropped.</param>
    /// <param name="source">Where it comes from, at the beginning of a sentence.</param>
    public static StaticCredential ForApiKey(string apiKey, string source = "What was passed as an API key")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        var key = apiKey.Trim();
        HeaderText.Require(key, nameof(apiKey));
        Refuse(ApiKeyFormat.FindProblem(key, source));
        return new StaticCredential(new BrevAccessToken(key), ApiKey, new CredentialClock(null));
    }

    public static StaticCredential ForAccessToken(string accessToken, TimeProvider? timeProvider) =>
        ForAccessToken(accessToken, new CredentialClock(timeProvider));

    /// <inheritdoc cref="ForApiKey"/>
    public static StaticCredential ForAccessToken(
        string accessToken, CredentialClock clock, string source = "What was passed as an access token")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessToken);
        var value = accessToken.Trim();
        HeaderText.Require(value, nameof(accessToken));
        Refuse(ApiKeyFormat.FindInferenceKey(value, source));
        return TokenClaims.TryRead(value, out var claims)
            ? new StaticCredential(new BrevAccessToken(value, claims.ExpiresOn, claims.IssuedOn), "access token", clock, claims)
            : new StaticCredential(new BrevAccessToken(value), "access token", clock);
    }

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        if (IsExpired)
        {
            return ValueTask.FromException<BrevAccessToken>(new BrevLoginRequiredException(
                $"The {kind} expired on {token.ExpiresOn:u} (by this machine's clock it is {clock.Now:u}) and was given without "
                    + "anything to refresh it with. Use a credential that refreshes itself (BrevCredential.Default after 'brev "
                    + "login'), an API key, or a new token."));
        }

        return _token;
    }

    public override string ToString() => $"BrevCredential {{ {kind} }}";

    internal override bool IsOver(BrevAccessToken asked) => IsExpired;

    internal override ValueTask<LoginPlace> FindPlaceAsync(CancellationToken cancellationToken) =>
        new(kind == ApiKey ? LoginPlace.ApiKey : LoginPlace.Unknown);

    internal override ValueTask<BrevAccessToken?> ReplaceRejectedAsync(
        BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken) =>
        default;

    internal override void Attach(ILoggerFactory clientLog, TimeProvider clientClock) => clock.Attach(clientClock);

    private static void Refuse(string? problem)
    {
        if (problem is not null)
        {
            throw new BrevConfigurationException(problem);
        }
    }
}
