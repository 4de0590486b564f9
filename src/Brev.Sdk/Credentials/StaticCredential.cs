using System.Net;
using Brev.Sdk.Authentication;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>
/// A bearer value that cannot be refreshed: an API key, or an access token alone, given in code or by the environment variables that
/// Brev's documentation and CI workflows use. It is read at the first call, and again when it has expired or the server denies it: reading
/// costs nothing, so nothing limits how often.
/// </summary>
/// <param name="name">What <see cref="ToString"/> calls it.</param>
/// <param name="given">Its clock; <see langword="null"/> for that of the client that came to it last.</param>
/// <param name="read">What it is now.</param>
internal sealed class StaticCredential(string name, TimeProvider? given, Func<CachedToken> read) : BrevCredential
{
    public const string ApiKeyVariable = "BREV_API_KEY";
    public const string TokenVariable = "BREV_API_TOKEN";

    private volatile CachedToken? _known;
    private volatile TimeProvider? _clientClock;

    internal override TokenClaims? Account => _known?.Claims;

    private TimeProvider Clock => given ?? _clientClock ?? TimeProvider.System;

    public static StaticCredential ForApiKey(string apiKey)
    {
        var token = Check(apiKey, nameof(apiKey), "What was passed as an API key", isApiKey: true);
        return new StaticCredential("API key", given: null, () => token);
    }

    public static StaticCredential ForAccessToken(string accessToken, TimeProvider? clock)
    {
        var token = Check(accessToken, nameof(accessToken), "What was passed as an access token", isApiKey: false);
        return new StaticCredential("access token", clock, () => token);
    }

    public static StaticCredential ForEnvironment(TimeProvider? clock) => new("environment", clock, ReadEnvironment);

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        if (!forceRefresh && _known is { } known && !IsExpired(known))
        {
            return new(known.Token);
        }

        try
        {
            return new(Read());
        }
        catch (BrevException exception)
        {
            return ValueTask.FromException<BrevAccessToken>(exception);
        }
    }

    public override string ToString() => $"BrevCredential {{ {name} }}";

    internal override void Attach(ILoggerFactory clientLog, TimeProvider clientClock) => _clientClock = clientClock;

    internal override async ValueTask<(BrevStoredCredential?, string?)> FindLoginAsync(CancellationToken cancellationToken)
    {
        await GetTokenAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false);
        return (_known?.TokenSet, null);
    }

    internal override ValueTask<BrevAccessToken?> ReplaceDeniedAsync(
        BrevAccessToken denied, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var current = Read();
        return new(current.Token == denied.Token ? null : current);
    }

    private bool IsExpired(CachedToken known) => known.Lifetime.HasEnded(Clock);

    private BrevAccessToken Read()
    {
        var known = _known = read();
        return !IsExpired(known) ? known.Token : throw new BrevLoginRequiredException(
            $"The access token expired on {known.Token.ExpiresOn:u} (by this machine's clock it is {Clock.GetUtcNow():u}) and was given "
                + "without anything to refresh it with. Use a credential that refreshes itself (BrevCredential.Default after 'brev "
                + "login'), an API key, or a new token.");
    }

    private static CachedToken ReadEnvironment()
    {
        try
        {
            return FindVariable(ApiKeyVariable, isApiKey: true) ?? FindVariable(TokenVariable, isApiKey: false)
                ?? throw new BrevLoginRequiredException(
                    $"Neither {ApiKeyVariable} nor {TokenVariable} is set. Set {ApiKeyVariable} to an API key of Brev.");
        }
        catch (ArgumentException)
        {
            throw new BrevConfigurationException(
                $"{ApiKeyVariable} or {TokenVariable} holds a space, a line break or another character that cannot stand in an HTTP "
                    + "header. Set it to the bare key or token.");
        }
    }

    private static CachedToken? FindVariable(string name, bool isApiKey) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value)
            ? Check(value, name, $"The environment variable {name}", isApiKey)
            : null;

    /// <param name="value">The key or token; white space around it is dropped.</param>
    /// <param name="parameter">The name of what it was passed as.</param>
    /// <param name="source">Where it comes from, at the beginning of a sentence.</param>
    /// <param name="isApiKey">Whether it is to be an API key.</param>
    private static CachedToken Check(string value, string parameter, string source, bool isApiKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, parameter);
        var bare = value.Trim();
        HeaderText.Require(bare, parameter);
        if ((isApiKey ? ApiKeyFormat.FindProblem(bare, source) : ApiKeyFormat.FindInferenceKey(bare, source)) is { } problem)
        {
            throw new BrevConfigurationException(problem);
        }

        // It is never refreshed, so neither a window nor a clock is needed for that.
        var tokenSet = isApiKey ? new BrevStoredCredential { ApiKey = bare } : new BrevStoredCredential { AccessToken = bare };
        return CachedToken.OfStored(tokenSet, TimeSpan.Zero, TimeProvider.System)!;
    }
}
