using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Authentication;

/// <summary>What refreshing takes from <see cref="BrevCredentialOptions"/>, read once.</summary>
internal sealed record RefreshSettings(TimeSpan RefreshBeforeExpiry, TimeSpan RefreshTimeout, TimeProvider TimeProvider, ILogger Logger)
{
    /// <summary>
    /// The limit of a wait for the lock, and of the work under it: another process may wait for the provider in vain first.
    /// </summary>
    public TimeSpan FlightTimeout => RefreshTimeout * 2;

    public static RefreshSettings From(BrevCredentialOptions options, ILoggerFactory log) =>
        new(options.RefreshBeforeExpiry, options.RefreshTimeout, options.TimeProvider, log.CreateLogger<BrevCredential>());

    public bool IsSendable(CachedToken? token) => token?.Lifetime.IsSendable(TimeProvider) == true;

    /// <summary>Whether there is a token that makes the refresh needless: before its window when that is the reason.</summary>
    public bool IsGood(CachedToken? token, RefreshReason reason) =>
        reason == RefreshReason.Window
            ? token is not null && token.Lifetime.Now(TimeProvider) < token.Lifetime.RefreshOn
            : IsSendable(token);
}
