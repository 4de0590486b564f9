using Brev.Sdk.Connections;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Asks an application's own credential for another token, by the same rules as a login in a store. What goes wrong is not told: the caller
/// sees the server's answer.
/// </summary>
internal sealed class DerivedRefresher(BrevCredential credential, RefreshThrottle throttle, TimeProvider timeProvider)
{
    /// <summary>After it no caller waits any longer and others may try; a token that still comes is the credential's own to keep.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After it the credential is asked to stop. Later than the wait ends, because a one-use refresh token must not be lost to impatience.
    /// </summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(5);

    public async Task RunAsync(RefreshFlight flight)
    {
        var current = await AskAsync(forceRefresh: false).ConfigureAwait(false);
        flight.End(current is not null && current.Token != flight.Outdated
            ? new RefreshOutcome.Adopted(CachedToken.Of(current))
            : await ForceAsync(flight, current).ConfigureAwait(false));
    }

    private async Task<RefreshOutcome> ForceAsync(RefreshFlight flight, BrevAccessToken? current)
    {
        if (throttle.FindRefusal(flight, tokenSet: null, current is null ? null : CachedToken.Of(current)) is not null)
        {
            return new RefreshOutcome.Unchanged();
        }

        throttle.Attempted(flight.Reason);
        var next = await AskAsync(forceRefresh: true).ConfigureAwait(false);
        if (next is null || next.Token == flight.Outdated)
        {
            throttle.Failed(requested: null);

            // That it has nothing else is known only when it has answered.
            return new RefreshOutcome.Unchanged(next is null ? null : CachedToken.Of(next));
        }

        throttle.Succeeded(flight.Outdated, next.Token, flight.Reason);
        return new RefreshOutcome.Refreshed(CachedToken.Of(next));
    }

    /// <summary>On a thread of its own: the credential may block instead of waiting. What it throws counts as no token.</summary>
    private async Task<BrevAccessToken?> AskAsync(bool forceRefresh)
    {
        using var wait = new CancellationTokenSource(LongestWait, timeProvider);
        try
        {
            return await DetachedWait.RunAsync(() => GetTokenAsync(forceRefresh), wait.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private async Task<BrevAccessToken?> GetTokenAsync(bool forceRefresh)
    {
        using var end = new CancellationTokenSource(LongestAttempt, timeProvider);
        return await credential.GetTokenAsync(forceRefresh, end.Token).ConfigureAwait(false);
    }
}
