using System.Net;
using System.Text;
using Brev.Sdk.Authentication;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>
/// The first place that has a login: the environment, the credentials file, the service account. Once one has served it stays the one, because moving on
/// after a failure would silently change who is calling.
/// </summary>
internal sealed class ChainedCredential(Func<ILoggerFactory, IReadOnlyList<(string Place, BrevCredential Credential)>> createPlaces) : BrevCredential
{
    private readonly ClientLoggerFactory _log = new();
    private readonly object _gate = new();
    private IReadOnlyList<(string Place, BrevCredential Credential)>? _places;
    private Task<(BrevCredential Place, BrevAccessToken Token)>? _choosing;
    private volatile BrevCredential? _chosen;

    public ChainedCredential()
        : this(CreatePlaces)
    {
    }

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default) =>
        _chosen is { } chosen ? chosen.GetTokenAsync(forceRefresh, cancellationToken) : ChooseAndAskAsync(forceRefresh, cancellationToken);

    /// <summary>Drains what was used. The chain stays usable, because <see cref="BrevCredential.Default"/> belongs to everybody: who comes later chooses again.</summary>
    public override async ValueTask DisposeAsync()
    {
        IReadOnlyList<(string Place, BrevCredential Credential)> places;
        Task choosing;
        lock (_gate)
        {
            (places, choosing) = (_places ?? [], _choosing ?? Task.CompletedTask);
            (_places, _chosen, _choosing) = (null, null, null);
        }

        await choosing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (_, credential) in places)
        {
            await credential.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override string ToString() => _chosen?.ToString() ?? "BrevCredential { environment, credentials file, service account }";

    internal override ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken) =>
        _chosen?.ReplaceRejectedAsync(rejected, status, cancellationToken) ?? default;

    /// <summary>Nobody can give the chain options, so it writes to the log of the client that uses it.</summary>
    internal override void AttachLog(ILoggerFactory clientLog) => _log.Attach(clientLog);

    private static IReadOnlyList<(string Place, BrevCredential Credential)> CreatePlaces(ILoggerFactory log) =>
    [
        ("environment", new EnvironmentCredential(TimeProvider.System)),
        ("credentials file", new TokenSourceCredential(new CredentialsFileStore(), new BrevCredentialOptions { LoggerFactory = log })),
        ("service account", new TokenSourceCredential(new ServiceAccountStore(), new BrevCredentialOptions { LoggerFactory = log })),
    ];

    private async ValueTask<BrevAccessToken> ChooseAndAskAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var (place, token) = await ChooseSharedAsync().WaitObservedAsync(cancellationToken).ConfigureAwait(false);
        return forceRefresh ? await place.GetTokenAsync(forceRefresh, cancellationToken).ConfigureAwait(false) : token;
    }

    /// <summary>One choice for all callers and on no caller's account: each of them waiting for its own would pay for every failing place anew, one after the other.</summary>
    private Task<(BrevCredential Place, BrevAccessToken Token)> ChooseSharedAsync()
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

    private async Task<(BrevCredential Place, BrevAccessToken Token)> ChooseAsync(IReadOnlyList<(string Place, BrevCredential Credential)> places)
    {
        var reasons = new StringBuilder();
        foreach (var (place, credential) in places)
        {
            try
            {
                var token = await credential.GetTokenAsync(forceRefresh: false, CancellationToken.None).ConfigureAwait(false);
                Keep(places, credential);
                return (credential, token);
            }
            catch (BrevLoginRequiredException exception)
            {
                // A passing failure and a damaged place are not caught: neither must make the SDK go on as somebody else.
                reasons.Append(" (").Append(place).Append(") ").Append(exception.Message);
            }
        }

        throw new BrevLoginRequiredException($"No place holds a login that can be used. Run 'brev login', sign in through BrevLogin, or set {EnvironmentCredential.ApiKeyVariable}. Looked in:{reasons}");
    }

    private void Keep(IReadOnlyList<(string Place, BrevCredential Credential)> places, BrevCredential credential)
    {
        lock (_gate)
        {
            // Not when the chain has been drained in the meantime: then the place is on its way out.
            _chosen = ReferenceEquals(places, _places) ? credential : _chosen;
        }
    }
}
