using Brev.Sdk.Authentication;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>Asks the places of a chain, one after the other, for a login that can be used.</summary>
internal sealed class ChainSearch(ILoggerFactory log)
{
    /// <summary>The first place that has one, with its token.</summary>
    /// <exception cref="BrevLoginRequiredException">No place has one; the message says why of each.</exception>
    public async Task<(ChainLink Link, BrevAccessToken Token)> RunAsync(IReadOnlyList<ChainLink> links)
    {
        var reasons = new List<string>();
        var ended = new List<(ChainLink Link, string Reason)>();
        foreach (var link in links)
        {
            try
            {
                var token = await link.Credential.GetTokenAsync(forceRefresh: false, CancellationToken.None).ConfigureAwait(false);
                if (ended.Find(other => !IsOfSameAccount(other.Link, token)) is { Link: { } other })
                {
                    reasons.Add($" ({link.Name}) {OtherAccount(other)}");
                    continue;
                }

                ended.ForEach(other => Say.Quietly(
                    () => Log.LoginPassedOver(log.CreateLogger<BrevCredential>(), other.Link.Name, other.Reason, link.Name)));
                return (link, token);
            }
            catch (BrevLoginRequiredException exception)
            {
                // Not a passing failure or a damaged place: neither must make the SDK go on as another account. The remedy is said once.
                var reason = exception.Message.Replace(RefreshOutcome.SignIn, "", StringComparison.Ordinal).TrimEnd();
                reasons.Add($" ({link.Name}) {reason}");
                if (link.Credential.Account is not null || exception.HasLoginEnded)
                {
                    ended.Add((link, reason));
                }
            }
        }

        throw new BrevLoginRequiredException(
            "No place holds a login that can be used. Run 'brev login', sign in through BrevLogin, or set "
                + $"{EnvironmentCredential.ApiKeyVariable}. Looked in:{string.Concat(reasons)}");
    }

    /// <summary>
    /// Not when the login that has ended was another account's, or may have been: a refresh token alone does not say whose it is. Nor does
    /// an API key, but that stands only where a user has put it to be used.
    /// </summary>
    private static bool IsOfSameAccount(ChainLink ended, BrevAccessToken token) =>
        !TokenClaims.TryRead(token.Token, out var claims) || ended.Credential.Account?.IsSameAccountAs(claims) == true;

    private static string OtherAccount(ChainLink ended) =>
        $"It holds the login of another account than the {ended.Name}"
            + (ended.Credential.Account is null ? ", for all that can be told, " : ", ")
            + $"which is not used instead of it silently: remove the login from the {ended.Name} to go on as the other account.";
}
