using System.Net;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Authentication;

/// <summary>
/// The one place that knows the current token of a credential. Callers read a snapshot without a lock; at most one renewal runs at a time, on no caller's
/// account, so that a caller who gives up ends only its own wait.
/// </summary>
internal sealed class TokenSource : IAsyncDisposable
{
    private static readonly TimeSpan PauseWithoutNews = TimeSpan.FromSeconds(10);

    private readonly BrevCredentialStore _store;
    private readonly TokenSourceSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly TokenRenewal _renewal;
    private readonly UnsavedCredential _unsaved;
    private readonly ForcedRenewalBudget _budget;
    private readonly RenewalBackoff _backoff;
    private readonly RenewalWarnings _warnings;
    private readonly object _gate = new();

    private volatile TokenSnapshot? _current;
    private volatile Task<RenewalVerdict>? _running;
    private volatile TokenSnapshot? _unchanged;
    private long _unchangedAt;
    private BrevAccessToken? _forbidden;
    private bool _disposed;

    public TokenSource(BrevCredentialStore store, Func<BrevStoredCredential, IIdentityProvider> selectProvider, TokenSourceSettings settings)
    {
        _store = store;
        _settings = settings;
        _timeProvider = settings.TimeProvider;
        _backoff = new RenewalBackoff(_timeProvider);
        _unsaved = new UnsavedCredential(store, settings);
        _renewal = new TokenRenewal(store, selectProvider, settings, _backoff, _unsaved);
        _budget = new ForcedRenewalBudget(_timeProvider);
        _warnings = new RenewalWarnings(store, settings.Logger);
    }

    /// <summary>The current token when it can be sent as it is; otherwise what waiting for a renewal gives.</summary>
    public ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var current = _current;
        if (current is not null && !forceRefresh)
        {
            var now = current.Schedule.Now(_timeProvider);
            if (now < current.Schedule.RefreshAfter)
            {
                return new ValueTask<BrevAccessToken>(current.Token);
            }

            if (now < current.Schedule.NeverUseAfter)
            {
                RenewInBackground(current);
                return new ValueTask<BrevAccessToken>(current.Token);
            }
        }

        return WaitForTokenAsync(current, forceRefresh, cancellationToken);
    }

    /// <summary>What to send instead of a token that the server rejected; <see langword="null"/> when there is nothing else.</summary>
    public async ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var current = _current;
        if (current is not null && current.Token.Token != rejected.Token)
        {
            // Somebody else has replaced it since it was sent.
            return await GetTokenAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false);
        }

        if (status == HttpStatusCode.Forbidden && ReferenceEquals(Volatile.Read(ref _forbidden), current?.Token))
        {
            return null;
        }

        _ = await RunSharedAsync(current, RenewalReason.Rejected).WaitAsync(cancellationToken).ConfigureAwait(false);
        var replacement = _current?.Token;
        if (status == HttpStatusCode.Forbidden)
        {
            // Whatever came of it: another 403 on this generation is about permissions, and a renewal does not grant any.
            Volatile.Write(ref _forbidden, replacement);
        }

        return replacement is not null && replacement.Token != rejected.Token ? replacement : null;
    }

    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_gate)
        {
            _disposed = true;
            running = _running;
        }

        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }

        await _unsaved.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<BrevAccessToken> WaitForTokenAsync(TokenSnapshot? current, bool forceRefresh, CancellationToken cancellationToken)
    {
        var reason = forceRefresh ? RenewalReason.Rejected : current is null ? RenewalReason.Initial : RenewalReason.Expired;
        var verdict = await RunSharedAsync(current, reason).WaitAsync(cancellationToken).ConfigureAwait(false);
        var latest = _current;
        var isUsable = latest is not null && latest.Schedule.Now(_timeProvider) < latest.Schedule.ExpiresOn;
        var isSatisfied = !forceRefresh || verdict.Result is RenewalResult.Renewed or RenewalResult.Adopted or RenewalResult.Unchanged;
        return isUsable && isSatisfied ? latest!.Token : throw RenewalError.Create(verdict, latest, _store.Description);
    }

    private void RenewInBackground(TokenSnapshot current)
    {
        if (_running is not null)
        {
            return;
        }

        // A rejected login is looked at again, because somebody may have signed in; a failing provider, and a store with nothing new, are left alone for a while.
        if (_renewal.IsRejected(current.Credential)
            || (_backoff.Remaining == TimeSpan.Zero && !(ReferenceEquals(_unchanged, current) && _timeProvider.GetElapsedTime(Volatile.Read(ref _unchangedAt)) < PauseWithoutNews)))
        {
            _ = RunSharedAsync(current, RenewalReason.Window);
        }
    }

    /// <summary>Joins the renewal that is running, or starts one.</summary>
    private Task<RenewalVerdict> RunSharedAsync(TokenSnapshot? current, RenewalReason reason)
    {
        lock (_gate)
        {
            if (_running is { } running)
            {
                return running;
            }

            if (_disposed)
            {
                throw new ObjectDisposedException(nameof(BrevCredential), "The credential has been disposed. Keep it as long as the clients that use it.");
            }

            if (!ReferenceEquals(current, _current) && _current is { } newer && newer.Schedule.Now(_timeProvider) < newer.Schedule.NeverUseAfter)
            {
                // It was replaced between this caller's look and the lock.
                return Task.FromResult(new RenewalVerdict(RenewalResult.Adopted, newer));
            }

            if (reason == RenewalReason.Rejected && !_budget.TrySpend())
            {
                return Task.FromResult(new RenewalVerdict(RenewalResult.Transient, Reason: "Too many renewals were forced within a minute."));
            }

            // Not a child of the caller: neither its cancellation nor its trace nor its async locals belong to a renewal that others share.
            using (ExecutionContext.SuppressFlow())
            {
                return _running = Task.Run(() => RunAsync(reason));
            }
        }
    }

    private async Task<RenewalVerdict> RunAsync(RenewalReason reason)
    {
        var current = _current;
        using var measurement = BrevTelemetry.StartRenewal(reason, _timeProvider);
        using var limit = new CancellationTokenSource(_settings.RefreshTimeout * 2, _timeProvider);
        var isKnownRejection = current is not null && reason == RenewalReason.Window && _renewal.IsRejected(current.Credential);
        var verdict = isKnownRejection
            ? await _renewal.LookAsync(current!, limit.Token).ConfigureAwait(false)
            : await _renewal.RunAsync(current, reason, limit.Token).ConfigureAwait(false);
        lock (_gate)
        {
            if (verdict.Snapshot is { } snapshot)
            {
                _current = snapshot;
            }

            if (verdict is { Result: RenewalResult.Unchanged, Snapshot: null })
            {
                Volatile.Write(ref _unchangedAt, _timeProvider.GetTimestamp());
                _unchanged = _current;
            }

            _running = null;
        }

        measurement.Finish(verdict.Result);
        Tell(verdict, reason);
        return verdict;
    }

    private void Tell(RenewalVerdict verdict, RenewalReason reason)
    {
        try
        {
            if (verdict.Snapshot is { Token.ExpiresOn: not null } snapshot)
            {
                BrevTelemetry.TokenTaken(snapshot.Schedule.ExpiresOn - snapshot.Schedule.Now(_timeProvider));
            }

            _warnings.Tell(verdict, reason, _current, _timeProvider);
        }
        catch (Exception)
        {
            // A logger that throws must not end the calls that wait for this renewal.
        }
    }
}
