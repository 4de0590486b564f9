using System.Net;
using System.Text;
using Brev.Sdk.Authentication;
using Brev.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>
/// The first place that has a login which can be used: the environment, the credentials file, the service account. Once one has served it stays the one until its
/// login ends. One that has ended is followed by no other account's, because that would silently change who is calling.
/// </summary>
internal sealed class ChainedCredential(Func<ILoggerFactory, IReadOnlyList<CredentialPlace>> createPlaces) : BrevCredential
{
    private readonly ClientLoggerFactory _log = new();
    private readonly object _gate = new();
    private IReadOnlyList<CredentialPlace>? _places;
    private Task<(BrevCredential Credential, BrevAccessToken Token)>? _choosing;
    private volatile BrevCredential? _chosen;

    public ChainedCredential()
        : this(CreatePlaces)
    {
    }

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        if (_chosen is not { } chosen)
        {
            return ChooseAndAskAsync(forceRefresh, cancellationToken);
        }

        var asking = chosen.GetTokenAsync(forceRefresh, cancellationToken);
        return asking.IsCompletedSuccessfully ? asking : AskAsync(chosen, asking, forceRefresh, cancellationToken);
    }

    /// <summary>Drains what was used. The chain stays usable, because <see cref="BrevCredential.Default"/> belongs to everybody: who comes later chooses again.</summary>
    public override async ValueTask DisposeAsync()
    {
        IReadOnlyList<CredentialPlace> places;
        Task choosing;
        lock (_gate)
        {
            (places, choosing) = (_places ?? [], _choosing ?? Task.CompletedTask);
            (_places, _chosen, _choosing) = (null, null, null);
        }

        await choosing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var place in places)
        {
            await place.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override string ToString() => _chosen?.ToString() ?? "BrevCredential { environment, credentials file, service account }";

    internal override async ValueTask<LoginPlace> FindPlaceAsync(CancellationToken cancellationToken)
    {
        var credential = _chosen ?? (await ChooseSharedAsync().WaitDetachedAsync(cancellationToken).ConfigureAwait(false)).Credential;
        return await credential.FindPlaceAsync(cancellationToken).ConfigureAwait(false);
    }

    internal override ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken) =>
        _chosen?.ReplaceRejectedAsync(rejected, status, cancellationToken) ?? default;

    /// <summary>Nobody can give the chain options, so it writes to the log of the client that uses it. Its clock is the system's: it serves the whole process.</summary>
    internal override void Attach(ILoggerFactory clientLog, TimeProvider clientClock) => _log.Attach(clientLog);

    private static IReadOnlyList<CredentialPlace> CreatePlaces(ILoggerFactory log) =>
    [
        new("environment", () => new EnvironmentCredential(TimeProvider.System)),
        new("credentials file", () => new StoredCredential(new CredentialsFileStore(), new BrevCredentialOptions { LoggerFactory = log })),
        new("service account", () => new StoredCredential(new ServiceAccountStore(), new BrevCredentialOptions { LoggerFactory = log })),
    ];

    /// <summary>When the login has ended, all places are looked at again: another may hold the same account's, and the error tells of each.</summary>
    private async ValueTask<BrevAccessToken> AskAsync(BrevCredential chosen, ValueTask<BrevAccessToken> asking, bool forceRefresh, CancellationToken cancellationToken)
    {
        try
        {
            return await asking.ConfigureAwait(false);
        }
        catch (BrevLoginRequiredException)
        {
            Leave(chosen);
        }

        return await ChooseAndAskAsync(forceRefresh, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<BrevAccessToken> ChooseAndAskAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var (credential, token) = await ChooseSharedAsync().WaitDetachedAsync(cancellationToken).ConfigureAwait(false);

        // The token that the choice was made by may have ended by the time this caller gets to run.
        return forceRefresh || credential.IsOver(token) ? await credential.GetTokenAsync(forceRefresh, cancellationToken).ConfigureAwait(false) : token;
    }

    /// <summary>One choice for all callers and on no caller's account: each of them waiting for its own would pay for every failing place anew, one after the other.</summary>
    private Task<(BrevCredential Credential, BrevAccessToken Token)> ChooseSharedAsync()
    {
        lock (_gate)
        {
            if (_choosing is null || (_choosing.IsCompleted && _chosen is null))
            {
                var places = _places ??= createPlaces(_log);
                using (ExecutionContext.SuppressFlow())
                {
                    _choosing = Task.Run(() => ChooseAsync(places));
                }
            }

            return _choosing;
        }
    }

    private async Task<(BrevCredential Credential, BrevAccessToken Token)> ChooseAsync(IReadOnlyList<CredentialPlace> places)
    {
        var reasons = new StringBuilder();
        var ended = new List<(string Place, TokenClaims? Account, string Reason)>();
        foreach (var place in places)
        {
            try
            {
                var token = await place.Credential.GetTokenAsync(forceRefresh: false, CancellationToken.None).ConfigureAwait(false);
                if (FindOther(ended, token) is { Place: { } other } login)
                {
                    reasons.Append(" (").Append(place.Name).Append(") It holds the login of another account than the ").Append(other)
                        .Append(login.Account is null ? ", for all that can be told" : "")
                        .Append(", which is not used instead of it silently: remove the login from the ").Append(other).Append(" to go on as the other account.");
                    continue;
                }

                ended.ForEach(login => Say.Quietly(() => Log.LoginPassedOver(_log.CreateLogger<BrevCredential>(), login.Place, login.Reason, place.Name)));
                Keep(places, place.Credential);
                return (place.Credential, token);
            }
            catch (BrevLoginRequiredException exception)
            {
                // A passing failure and a damaged place are not caught: neither must make the SDK go on as somebody else.
                reasons.Append(" (").Append(place.Name).Append(") ").Append(Reason(exception));
                if (place.Credential.Account is not null || exception.HasLoginEnded)
                {
                    ended.Add((place.Name, place.Credential.Account, Reason(exception)));
                }
            }
        }

        throw new BrevLoginRequiredException($"No place holds a login that can be used. Run 'brev login', sign in through BrevLogin, or set {EnvironmentCredential.ApiKeyVariable}. Looked in:{reasons}");
    }

    /// <summary>What to do is said once for all places.</summary>
    private static string Reason(BrevLoginRequiredException exception) => exception.Message.Replace(RefreshOutcome.SignIn, "", StringComparison.Ordinal).TrimEnd();

    /// <summary>
    /// The login that has ended and was somebody else's, or may have been: a refresh token alone does not say whose it is. Nor does an API key, but that stands only
    /// where somebody has put it to be used.
    /// </summary>
    private static (string? Place, TokenClaims? Account, string Reason) FindOther(List<(string Place, TokenClaims? Account, string Reason)> ended, BrevAccessToken token) =>
        TokenClaims.TryRead(token.Token, out var claims) ? ended.Find(login => login.Account?.IsSameAccountAs(claims) != true) : default;

    private void Leave(BrevCredential credential)
    {
        lock (_gate)
        {
            _chosen = ReferenceEquals(_chosen, credential) ? null : _chosen;
        }
    }

    private void Keep(IReadOnlyList<CredentialPlace> places, BrevCredential credential)
    {
        lock (_gate)
        {
            // Not when the chain has been drained in the meantime: then the place is on its way out.
            _chosen = ReferenceEquals(places, _places) ? credential : _chosen;
        }
    }
}
