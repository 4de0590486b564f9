using System.Net;

namespace Brev.Sdk.Authentication;

/// <summary>
/// The answer to a rejected token for credentials that applications derive, with the promises of the SDK's own token source: one forced renewal at a time for
/// all callers and on no caller's account, a few in a minute, a pause after one that brought nothing, and an end to one that hangs.
/// </summary>
internal sealed class ForcedRenewal(BrevCredential credential, TimeProvider timeProvider)
{
    /// <summary>After it nobody waits any longer and others may try; a token that still comes is the credential's own to keep.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>After it the credential is asked to stop. Later than the wait ends, because a refresh token that is used once must not be lost to impatience.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(5);

    private readonly object _gate = new();
    private readonly RenewalBackoff _backoff = new(timeProvider);
    private readonly AttemptBudget _budget = AttemptBudget.OfForcedRenewals(timeProvider);
    private Task<BrevAccessToken?>? _running;
    private BrevAccessToken? _outcome;
    private int _ended;
    private string? _forbidden;
    private bool _isAskedForForbidden;

    /// <summary>A token that differs from the rejected one; <see langword="null"/> when there is none.</summary>
    public async ValueTask<BrevAccessToken?> ReplaceAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var ended = Volatile.Read(ref _ended);
        var current = await CredentialCall.GetTokenAsync(credential, cancellationToken).ConfigureAwait(false);
        if (current.Token != rejected.Token)
        {
            return current;
        }

        var renewed = await JoinAsync(rejected, status == HttpStatusCode.Forbidden, ended).WaitAsync(cancellationToken).ConfigureAwait(false);
        return renewed?.Token == rejected.Token ? null : renewed;
    }

    /// <summary>Waits for the renewal under way, if there is one.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _running ?? Task.CompletedTask;
        }
    }

    /// <summary>The renewal that is running, the one that ended since this caller looked, or a new one. It never fails.</summary>
    private Task<BrevAccessToken?> JoinAsync(BrevAccessToken rejected, bool isForbidden, int ended)
    {
        lock (_gate)
        {
            if (_running is { } running)
            {
                _isAskedForForbidden |= isForbidden;
                return running;
            }

            if (ended != _ended)
            {
                Remember(isForbidden);
                return Task.FromResult(_outcome);
            }

            if ((isForbidden && _forbidden == rejected.Token) || _backoff.Remaining > TimeSpan.Zero || !_budget.TrySpend())
            {
                return Task.FromResult<BrevAccessToken?>(null);
            }

            _isAskedForForbidden = isForbidden;
            using (ExecutionContext.SuppressFlow())
            {
                return _running = Task.Run(() => RunAsync(rejected));
            }
        }
    }

    private async Task<BrevAccessToken?> RunAsync(BrevAccessToken rejected)
    {
        var renewed = await TryAskAsync().ConfigureAwait(false);
        lock (_gate)
        {
            if (renewed is null || renewed.Token == rejected.Token)
            {
                _backoff.Fail(requested: null);
            }
            else
            {
                _backoff.Succeed();
            }

            _outcome = renewed;
            Remember(_isAskedForForbidden);
            _ended++;
            _running = null;
        }

        return renewed;
    }

    /// <summary>What went wrong is not told: the caller sees the server's answer.</summary>
    private async Task<BrevAccessToken?> TryAskAsync()
    {
        using var wait = new CancellationTokenSource(LongestWait, timeProvider);
        try
        {
            // On a thread of its own: the credential may block instead of waiting.
            return await Task.Run(AskAsync, CancellationToken.None).WaitObservedAsync(wait.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private async Task<BrevAccessToken?> AskAsync()
    {
        using var end = new CancellationTokenSource(LongestAttempt, timeProvider);
        return await credential.GetTokenAsync(forceRefresh: true, end.Token).ConfigureAwait(false);
    }

    /// <summary>Another 403 on a generation that was renewed for one is about permissions, and a renewal does not grant any.</summary>
    private void Remember(bool isForbidden) => _forbidden = isForbidden && _outcome is { } outcome ? outcome.Token : _forbidden;
}
