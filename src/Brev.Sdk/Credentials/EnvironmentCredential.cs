using System.Net;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>
/// The environment variables that Brev's documentation and CI workflows use. They are read at the first call, and again when their value
/// has expired or the server rejects it: reading costs nothing, so nothing limits how often.
/// </summary>
internal sealed class EnvironmentCredential(TimeProvider? timeProvider) : BrevCredential
{
    public const string ApiKeyVariable = "BREV_API_KEY";
    public const string TokenVariable = "BREV_API_TOKEN";

    private readonly CredentialClock _clock = new(timeProvider);
    private volatile StaticCredential? _credential;

    internal override TokenClaims? Account => _credential?.Account;

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default) =>
        !forceRefresh && _credential is { IsExpired: false } known
            ? known.GetTokenAsync(forceRefresh, cancellationToken)
            : ReadAsync(cancellationToken);

    public override string ToString() => "BrevCredential { environment }";

    internal override void Attach(ILoggerFactory clientLog, TimeProvider clientClock) => _clock.Attach(clientClock);

    internal override bool IsOver(BrevAccessToken asked) => _credential is { IsExpired: true };

    internal override async ValueTask<LoginPlace> FindPlaceAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        return _credential is { } credential
            ? await credential.FindPlaceAsync(cancellationToken).ConfigureAwait(false)
            : LoginPlace.Unknown;
    }

    internal override async ValueTask<BrevAccessToken?> ReplaceRejectedAsync(
        BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return current.Token == rejected.Token ? null : current;
    }

    private async ValueTask<BrevAccessToken> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _credential = Read();
        }
        catch (ArgumentException)
        {
            throw new BrevConfigurationException(
                $"{ApiKeyVariable} or {TokenVariable} holds a space, a line break or another character that cannot stand in an HTTP "
                    + "header. Set it to the bare key or token.");
        }

        return _credential is { } credential
            ? await credential.GetTokenAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false)
            : throw new BrevLoginRequiredException(
                $"Neither {ApiKeyVariable} nor {TokenVariable} is set. Set {ApiKeyVariable} to an API key of Brev.");
    }

    private StaticCredential? Read() =>
        Environment.GetEnvironmentVariable(ApiKeyVariable) is { } key
            && !string.IsNullOrWhiteSpace(key) ? StaticCredential.ForApiKey(key, $"The environment variable {ApiKeyVariable}")
        : Environment.GetEnvironmentVariable(TokenVariable) is { } token
            && !string.IsNullOrWhiteSpace(token) ? StaticCredential.ForAccessToken(
                token, _clock, $"The environment variable {TokenVariable}")
        : null;
}
