using Brev.Sdk.Authentication;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>
/// One of the places where a chain looks for a login. Its credential is made when it is first asked: what is wrong with a later place, a
/// misspelt variable for one, costs nothing where an earlier place has a login.
/// </summary>
internal sealed class ChainLink(string name, Func<BrevCredential> create) : IAsyncDisposable
{
    // Failures are not kept, so that a corrected variable counts at the next call.
    private readonly Lazy<BrevCredential> _credential = new(create, LazyThreadSafetyMode.PublicationOnly);

    public string Name => name;

    public BrevCredential Credential => _credential.Value;

    /// <summary>Asks the places, one after the other, for a login that can be used.</summary>
    /// <exception cref="BrevLoginRequiredException">No place has one; the message says why of each.</exception>
    public static async Task<ChainLink> FindAsync(IReadOnlyList<ChainLink> links, ILoggerFactory log)
    {
        var reasons = new List<string>();
        var ended = new List<(ChainLink Link, string Reason)>();
        foreach (var link in links)
        {
            try
            {
                var token = await link.Credential.GetTokenAsync(forceRefresh: false, CancellationToken.None).ConfigureAwait(false);
                if (ended.Find(other => !other.Link.IsOfSameAccount(token)) is { Link: { } other })
                {
                    reasons.Add($" ({link.Name}) {other.OtherAccount}");
                    continue;
                }

                ended.ForEach(other => Say.Quietly(
                    () => Log.LoginPassedOver(log.CreateLogger<BrevCredential>(), other.Link.Name, other.Reason, link.Name)));
                return link;
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
                + $"{StaticCredential.ApiKeyVariable}. Looked in:{string.Concat(reasons)}");
    }

    public ValueTask DisposeAsync() => _credential.IsValueCreated ? _credential.Value.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>
    /// Not when the login that has ended was another account's, or may have been: a refresh token alone does not say whose it is. Nor does
    /// an API key, but that stands only where a user has put it to be used.
    /// </summary>
    private bool IsOfSameAccount(BrevAccessToken token) =>
        !TokenClaims.TryRead(token.Token, out var claims) || Credential.Account?.IsSameAccountAs(claims) == true;

    private string OtherAccount =>
        $"It holds the login of another account than the {name}"
            + (Credential.Account is null ? ", for all that can be told, " : ", ")
            + $"which is not used instead of it silently: remove the login from the {name} to go on as the other account.";
}
