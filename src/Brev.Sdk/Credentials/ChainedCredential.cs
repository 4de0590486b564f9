using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>
/// The first place that has a login: the environment, the credentials file, the service account. Once one has served it stays the one, because moving on
/// after a failure would silently change who is calling.
/// </summary>
internal sealed class ChainedCredential(Func<ILoggerFactory, IReadOnlyList<(string Place, BrevCredential Credential)>> createPlaces) : BrevCredential
{
    private readonly ClientLoggerFactory _log = new();
    private readonly SemaphoreSlim _choosing = new(1, 1);
    private IReadOnlyList<(string Place, BrevCredential Credential)>? _places;
    private volatile BrevCredential? _chosen;

    public ChainedCredential()
        : this(CreatePlaces)
    {
    }

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default) =>
        _chosen is { } chosen ? chosen.GetTokenAsync(forceRefresh, cancellationToken) : ChooseAsync(forceRefresh, cancellationToken);

    /// <summary>Drains what was used. The chain stays usable, because <see cref="BrevCredential.Default"/> belongs to everybody.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _choosing.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (var (_, credential) in _places ?? [])
            {
                await credential.DisposeAsync().ConfigureAwait(false);
            }

            _places = null;
            _chosen = null;
        }
        finally
        {
            _choosing.Release();
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

    private async ValueTask<BrevAccessToken> ChooseAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        await _choosing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_chosen is { } chosen)
            {
                return await chosen.GetTokenAsync(forceRefresh, cancellationToken).ConfigureAwait(false);
            }

            var reasons = new StringBuilder();
            foreach (var (place, credential) in _places ??= createPlaces(_log))
            {
                try
                {
                    var token = await credential.GetTokenAsync(forceRefresh, cancellationToken).ConfigureAwait(false);
                    _chosen = credential;
                    return token;
                }
                catch (BrevLoginRequiredException exception)
                {
                    // A passing failure and a damaged place are not caught: neither must make the SDK go on as somebody else.
                    reasons.Append(" (").Append(place).Append(") ").Append(exception.Message);
                }
            }

            throw new BrevLoginRequiredException($"No place holds a login that can be used. Run 'brev login', sign in through BrevLogin, or set {EnvironmentCredential.ApiKeyVariable}. Looked in:{reasons}");
        }
        finally
        {
            _choosing.Release();
        }
    }
}
