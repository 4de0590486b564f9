using System.Net;

namespace Brev.Sdk.Credentials;

/// <summary>A bearer value that cannot be renewed: an API key, or an access token alone.</summary>
internal sealed class StaticCredential(BrevAccessToken token, string kind, TimeProvider timeProvider, TokenClaims? claims = null) : BrevCredential
{
    private readonly ValueTask<BrevAccessToken> _token = new(token);

    internal override TokenClaims? Account => claims;

    public bool IsExpired => token.ExpiresOn is { } expiry && expiry <= timeProvider.GetUtcNow();

    public static StaticCredential ForApiKey(string apiKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        HeaderText.Require(apiKey.Trim(), nameof(apiKey));
        return new StaticCredential(new BrevAccessToken(apiKey.Trim()), "API key", TimeProvider.System);
    }

    public static StaticCredential ForAccessToken(string accessToken, TimeProvider timeProvider)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessToken);
        var value = accessToken.Trim();
        HeaderText.Require(value, nameof(accessToken));
        return TokenClaims.TryRead(value, out var claims)
            ? new StaticCredential(new BrevAccessToken(value, claims.ExpiresOn, claims.IssuedOn), "access token", timeProvider, claims)
            : new StaticCredential(new BrevAccessToken(value), "access token", timeProvider);
    }

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        if (IsExpired)
        {
            return ValueTask.FromException<BrevAccessToken>(new BrevLoginRequiredException(
                $"The {kind} expired on {token.ExpiresOn:u} (by this machine's clock it is {timeProvider.GetUtcNow():u}) and was given without anything to renew it with. Use a credential that renews itself (BrevCredential.Default after 'brev login'), an API key, or a new token."));
        }

        return _token;
    }

    public override string ToString() => $"BrevCredential {{ {kind} }}";

    internal override ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken) => default;
}
