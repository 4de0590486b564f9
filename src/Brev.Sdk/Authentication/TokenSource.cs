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
    private const int MostRounds = 5;
    private static readonly TimeSpan PauseWithoutNews = TimeSpan.FromSeconds(10);

    private readonly BoundedStore _store;
    private readonly TokenSourceSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly TokenRenewal _renewal;
    private readonly UnsavedCredential _unsaved;
    private readonly RenewalBackoff _backoff;
    private readonly RenewalWarnings _warnings;
    private readonly object _gate = new();

    private volatile TokenSnapshot? _current;
    private volatile Task<RenewalVerdict>? _running;
    private volatile TokenSnapshot? _withoutNews;
    private long _withoutNewsAt;
    private BrevAccessToken? _forbidden;
    private bool _isAskedForForbidden;
    private volatile bool _disposed;

    public TokenSource(BrevCredentialStore store, Func<BrevStoredCredential, IIdentityProvider> selectProvider, TokenSourceSettings settings)
    {
        _store = new BoundedStore(store);
        _settings = settings;
        _timeProvider = settings.TimeProvider;
        _backoff = new RenewalBackoff(_timeProvider);
        _unsaved = new UnsavedCredential(_store, settings);
        _renewal = new TokenRenewal(_store, selectProvider, settings, _backoff, new ForcedRenewalBudget(_timeProvider), _unsaved);
        _warnings = new RenewalWarnings(_store, settings.Logger);
    }

    /// <summary>The current token when it can be sent as it is; otherwise what waiting for a renewal gives.</summary>
    public ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var current = _current;
        if (current is not null && !forceRefresh)
        {
            if (current.Schedule.IsFresh(_timeProvider))
            {
                return new ValueTask<BrevAccessToken>(current.Token);
            }

            if (current.Schedule.Now(_timeProvider) < current.Schedule.NeverUseAfter)
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

        var isForbidden = status == HttpStatusCode.Forbidden;
        if (isForbidden && current is not null && ReferenceEquals(Volatile.Read(ref _forbidden), current.Token))
        {
            return null;
        }

        _ = await RunSharedAsync(current, RenewalReason.Rejected, isForbidden).WaitAsync(cancellationToken).ConfigureAwait(false);
        return _current?.Token is { } replacement && replacement.Token != rejected.Token ? replacement : null;
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
        for (var attempt = 1; ; attempt++)
        {
            var verdict = await RunSharedAsync(current, reason).WaitAsync(cancellationToken).ConfigureAwait(false);
            var latest = _current;
            var isNews = verdict.Result is RenewalResult.Renewed or RenewalResult.Adopted;
            var isUsable = latest is not null && latest.Schedule.Now(_timeProvider) < latest.Schedule.ExpiresOn;
            if (isUsable && (isNews || !forceRefresh || verdict.Result == RenewalResult.Unchanged))
            {
                return latest!.Token;
            }

            // A token so short-lived that it ended before this caller got to run: there is a login, so another round, and no talk of signing in.
            if (!isNews || attempt == MostRounds)
            {
                throw RenewalError.Create(verdict, latest, isUsable, _store.Description);
            }

            current = latest;
            reason = RenewalReason.Expired;
        }
    }

    private void RenewInBackground(TokenSnapshot current)
    {
        if (_running is not null || _disposed)
        {
            return;
        }

        // A rejected login is looked at again, because somebody may have signed in; a failing provider, and a store with nothing new, are left alone for a while.
        if (_renewal.IsRejected(current.Credential)
            || (_backoff.Remaining == TimeSpan.Zero && !HadNoNewsLately(current)))
        {
            _ = RunSharedAsync(current, RenewalReason.Window);
        }
    }

    private bool HadNoNewsLately(TokenSnapshot current) =>
        ReferenceEquals(_withoutNews, current) && _timeProvider.GetElapsedTime(Volatile.Read(ref _withoutNewsAt)) < PauseWithoutNews;

    /// <summary>Joins the renewal that is running, or starts one.</summary>
    private Task<RenewalVerdict> RunSharedAsync(TokenSnapshot? current, RenewalReason reason, bool isForbidden = false)
    {
        lock (_gate)
        {
            _isAskedForForbidden |= isForbidden && (_running is not null || ReferenceEquals(current, _current));
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

            // Not a child of the caller: neither its cancellation nor its trace nor its async locals belong to a renewal that others share.
            using (ExecutionContext.SuppressFlow())
            {
                return _running = Task.Run(() => RunAsync(reason));
            }
        }
    }

    private async Task<RenewalVerdict> RunAsync(RenewalReason reason)
    {
        // Looking whether somebody has signed in again is no refresh, unless somebody has.
        var isLook = _current is { } rejected && reason == RenewalReason.Window && _renewal.IsRejected(rejected.Credential);
        var measurement = BrevTelemetry.StartRenewal(reason, _timeProvider);
        RenewalVerdict verdict;
        try
        {
            verdict = await DecideAsync(reason).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            verdict = new RenewalVerdict(RenewalResult.Transient, Reason: $"The renewal failed unexpectedly ({exception.GetType().Name}).", Exception: exception);
        }

        Publish(verdict);
        Say.Quietly(() =>
        {
            using (measurement)
            {
                Tell(verdict, reason, isLook && verdict.Result != RenewalResult.Adopted ? null : measurement);
            }
        });
        return verdict;
    }

    private async Task<RenewalVerdict> DecideAsync(RenewalReason reason)
    {
        var current = _current;

        // Once for the wait until the store's lock is free, and once for the identity provider.
        using var limit = new CancellationTokenSource(_settings.RefreshTimeout * 2, _timeProvider);
        return current is not null && reason == RenewalReason.Window && _renewal.IsRejected(current.Credential)
            ? await _renewal.LookAsync(current, limit.Token).ConfigureAwait(false)
            : await _renewal.RunAsync(current, reason, limit.Token).ConfigureAwait(false);
    }

    private void Publish(RenewalVerdict verdict)
    {
        lock (_gate)
        {
            if (verdict.Snapshot is { } snapshot)
            {
                _current = snapshot;
            }
            else if (verdict.Result != RenewalResult.Transient)
            {
                Volatile.Write(ref _withoutNewsAt, _timeProvider.GetTimestamp());
                _withoutNews = _current;
            }

            if (_isAskedForForbidden && verdict.Result is not (RenewalResult.Transient or RenewalResult.Unreadable))
            {
                // Another 403 on this generation is about permissions, and a renewal does not grant any.
                Volatile.Write(ref _forbidden, _current?.Token);
            }

            _isAskedForForbidden = false;
            _running = null;
        }
    }

    private void Tell(RenewalVerdict verdict, RenewalReason reason, RenewalMeasurement? measurement)
    {
        measurement?.Finish(verdict.Result);
        if (verdict.Snapshot is { Token.ExpiresOn: not null } snapshot)
        {
            BrevTelemetry.TokenTaken(snapshot.Schedule.ExpiresOn - snapshot.Schedule.Now(_timeProvider));
        }

        _warnings.Tell(verdict, reason, _current, _timeProvider);
    }
}
