using Microsoft.IdentityModel.JsonWebTokens;

namespace Brev.Sdk.Redis;

/// <summary>
/// How long a login stays in Redis, so that none is left behind that can no longer be used. A span and no time, because the clock of the
/// server is another one.
/// </summary>
internal sealed class LoginExpiry(TimeSpan keepUnused, TimeProvider timeProvider)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36500);

    /// <summary>How long; <see langword="null"/> for as long as it is not replaced.</summary>
    public TimeSpan? Of(BrevStoredCredential login)
    {
        if (!string.IsNullOrEmpty(login.ApiKey) || EndOf(login) is not { } end)
        {
            return null;
        }

        var left = end - timeProvider.GetUtcNow();
        left = left > Shortest ? left : Shortest;
        var stay = string.IsNullOrEmpty(login.RefreshToken) ? left : left + keepUnused;
        return stay < Longest ? stay : null;
    }

    private static DateTimeOffset? EndOf(BrevStoredCredential login)
    {
        if (login.AccessTokenExpiresOn is { } stored)
        {
            return stored;
        }

        try
        {
            var expiry = string.IsNullOrEmpty(login.AccessToken) ? default : new JsonWebToken(login.AccessToken).ValidTo;
            return expiry == default ? null : new DateTimeOffset(expiry, TimeSpan.Zero);
        }
        catch (ArgumentException)
        {
            // What is no JWT does not say when it ends.
            return null;
        }
    }
}
