using System.Net;
using Brev.Sdk.Credentials;
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

    private readonly BoundedStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly TokenRenewal _renewal;
    private readonly RenewalRun _run;
    private readonly UnsavedCredential _unsaved;
    private readonly RenewalBackoff _backoff;
    private readonly RenewalWarnings _warnings;
    private readonly StoreWithoutNews _withoutNews;
    private readonly StoreWatch _watch;
    private readonly ForbiddenToken _forbidden = new();
    private readonly object _gate = new();

    private volatile TokenSnapshot? _current;
    private volatile Task<RenewalVerdict>? _running;
    private Task<RenewalVerdict>? _afterLook;
    private bool _isLooking;
    private bool _isLookForForbidden;
    private Task _work = Task.CompletedTask;
    private volatile bool _disposed;

    public TokenSource(BrevCredentialStore store, Func<BrevStoredCredential, IIdentityProvider> selectProvider, TokenSourceSettings settings)
    {
        _store = new BoundedStore(store);
        _timeProvider = settings.TimeProvider;
        _backoff = new RenewalBackoff(_timeProvider);
        _withoutNews = new StoreWithoutNews(_timeProvider);
        _unsaved = new UnsavedCredential(_store, settings);
        _renewal = new TokenRenewal(_store, new StoredLogin(_store, _unsaved, settings), selectProvider, settings, _backoff, _unsaved);
        _run = new RenewalRun(_renewal, settings);
        _warnings = new RenewalWarnings(_store, settings.Logger);
        _watch = new StoreWatch(_store, _timeProvider, ReadChangeAsync);
    }

    /// <summary>Whose the current token is, or was; <see langword="null"/> when there is none, or it does not say.</summary>
    public TokenClaims? Account => _current?.Claims;

    /// <summary>Whether a token that was handed out has ended, or been replaced, since.</summary>
    public bool IsOver(BrevAccessToken token) => _current is not { } current || !ReferenceEquals(current.Token, token) || HasEnded(current);

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

            if (IsToBeSent(current))
            {
                RenewInBackground(current);
                return new ValueTask<BrevAccessToken>(current.Token);
            }
        }

        return WaitForTokenAsync(current, forceRefresh, cancellationToken);
    }

    /// <summary>What to send instead of a token that the server rejected; <see langword="null"/> when there is nothing else.</summary>
    /// <exception cref="BrevConnectionException">There may be something else, but it could not be had for a passing reason.</exception>
    public async ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var isForbidden = status == HttpStatusCode.Forbidden;

        // A renewal grants no permissions; somebody else who has signed in may have them.
        var isLook = isForbidden && _current is { } current && current.Token.Token == rejected.Token && _forbidden.Is(current.Token);
        for (var round = 1; ; round++)
        {
            var verdict = await RunSharedAsync(rejected, RenewalReason.Rejected, isForbidden && !isLook, isLook).WaitObservedAsync(cancellationToken).ConfigureAwait(false);
            var latest = _current;
            var isUsable = latest is not null && !HasEnded(latest);
            if (isUsable && latest!.Token.Token != rejected.Token)
            {
                return latest.Token;
            }

            if (isLook || round == MostRounds || isUsable || !IsOvertaken(verdict, latest))
            {
                return verdict.Result == RenewalResult.Transient
                    ? throw RenewalError.Create(verdict, latest, isUsable, _store.Description, _timeProvider.GetUtcNow())
                    : null;
            }
        }
    }

    /// <summary>Ends with the refresh that is under way, and the return of its lock.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _work;
        }
    }

    /// <summary>Waits for everything that runs, and for a write that is still owed.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _watch.DisposeAsync().ConfigureAwait(false);
        await DrainAsync().ConfigureAwait(false);
        await _unsaved.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Another process has stored something else: it is read by what waits for the store's lock, or else by a look after what runs.</summary>
    private async Task ReadChangeAsync()
    {
        if (_renewal.EndLockWait())
        {
            return;
        }

        if (_running is { } running)
        {
            // It may have read the store before the change.
            await running.ConfigureAwait(false);
        }

        if (_current is { } current)
        {
            await RunSharedAsync(current.Token, RenewalReason.Window, isLook: true).ConfigureAwait(false);
        }
    }

    private async ValueTask<BrevAccessToken> WaitForTokenAsync(TokenSnapshot? current, bool forceRefresh, CancellationToken cancellationToken)
    {
        var reason = forceRefresh ? RenewalReason.Rejected : current is null ? RenewalReason.Initial : RenewalReason.Expired;
        for (var round = 1; ; round++)
        {
            var verdict = await RunSharedAsync(current?.Token, reason).WaitObservedAsync(cancellationToken).ConfigureAwait(false);
            var latest = _current;
            var isUsable = latest is not null && !HasEnded(latest);
            var isToGoOn = isUsable ? forceRefresh && IsFirstLook(verdict, latest!) : IsOvertaken(verdict, latest);
            if (isToGoOn && round < MostRounds)
            {
                (current, reason) = (latest, forceRefresh ? RenewalReason.Rejected : RenewalReason.Expired);
                continue;
            }

            return isUsable && !(forceRefresh && verdict.IsFailure)
                ? latest!.Token
                : throw RenewalError.Create(verdict, latest, isUsable, _store.Description, _timeProvider.GetUtcNow());
        }
    }

    /// <summary>
    /// Whether a token that has ended was good when the flight looked at it, and ended before this caller got to run: there is a login, so another round gets the
    /// next token, and no caller is told to sign in.
    /// </summary>
    private static bool IsOvertaken(RenewalVerdict verdict, TokenSnapshot? ended) =>
        ended is not null && verdict.Result is RenewalResult.Renewed or RenewalResult.Adopted or RenewalResult.Unchanged;

    /// <summary>Whether what a caller who forces a refresh has joined was only the first look at the store.</summary>
    private static bool IsFirstLook(RenewalVerdict verdict, TokenSnapshot latest) =>
        verdict is { Result: RenewalResult.Unchanged, IsRepeated: false } && IdentityProviderSelector.CanRenew(latest.Credential);

    private bool HasEnded(TokenSnapshot snapshot) => snapshot.Schedule.HasEnded(_timeProvider);

    private bool IsToBeSent(TokenSnapshot snapshot) => snapshot.Schedule.Now(_timeProvider) < snapshot.Schedule.NeverUseAfter;

    private void RenewInBackground(TokenSnapshot current)
    {
        if (_running is not null || _disposed)
        {
            return;
        }

        // A rejected login is looked at again, because somebody may have signed in; a failing provider, and a store with nothing new, are left alone for a while.
        if (_renewal.IsRejected(current.Credential)
            || (_backoff.RemainingBefore(current.Schedule.NeverUseAfter) == TimeSpan.Zero && !_withoutNews.IsRecentFor(current)))
        {
            _ = RunSharedAsync(current.Token, RenewalReason.Window);
        }
    }

    /// <summary>Joins the renewal that is running, or starts one, unless <paramref name="outdated"/> has been replaced already.</summary>
    private Task<RenewalVerdict> RunSharedAsync(BrevAccessToken? outdated, RenewalReason reason, bool isForbidden = false, bool isLook = false)
    {
        lock (_gate)
        {
            var isReplaced = _current is not null && _current.Token.Token != outdated?.Token;
            if (isReplaced && IsToBeSent(_current!))
            {
                return Task.FromResult(new RenewalVerdict(RenewalResult.Adopted, _current));
            }

            if (isForbidden && !isReplaced)
            {
                _forbidden.Ask();
            }

            isLook &= !isReplaced;
            if (_afterLook is { } next)
            {
                return next;
            }

            if (_running is { } running)
            {
                return _isLooking && !isLook ? RunAfterAsync(running, outdated, reason) : running;
            }

            if (_disposed)
            {
                throw new ObjectDisposedException(nameof(BrevCredential), "The credential has been disposed. Keep it as long as the clients that use it.");
            }

            // Not a child of the caller: neither its cancellation nor its trace nor its async locals belong to a renewal that others share.
            using (ExecutionContext.SuppressFlow())
            {
                var ended = new TaskCompletionSource<RenewalVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
                _running = ended.Task;
                _isLookForForbidden = isLook && reason == RenewalReason.Rejected;
                var isLooking = _isLooking = isLook || (reason == RenewalReason.Window && _current is { } current && _renewal.IsRejected(current.Credential));
                var why = isReplaced ? RenewalReason.Expired : reason;
                var work = Task.Run(() => _run.RunAsync(_current, why, isLooking, EndLook, (verdict, what, measurement) => End(verdict, what, measurement, ended)));
                _work = _work.IsCompleted ? work : Task.WhenAll(_work, work);
                return _running;
            }
        }
    }

    /// <summary>Whoever needs a renewal while somebody looks at the store waits for the look, and everybody who comes from now on waits for that renewal.</summary>
    private Task<RenewalVerdict> RunAfterAsync(Task look, BrevAccessToken? outdated, RenewalReason reason)
    {
        using (ExecutionContext.SuppressFlow())
        {
            _afterLook = Task.Run(async () =>
            {
                await look.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Task<RenewalVerdict> renewal;
                lock (_gate)
                {
                    _afterLook = null;
                    renewal = RunSharedAsync(outdated, reason);
                }

                return await renewal.ConfigureAwait(false);
            });

            // When the credential is disposed first it ends in an exception, and whoever has joined may have left.
            AbandonedTask.Observe(_afterLook);
            return _afterLook;
        }
    }

    /// <summary>What was begun as a look goes on as a renewal: whoever comes now may join it.</summary>
    private void EndLook()
    {
        lock (_gate)
        {
            (_isLooking, _isLookForForbidden) = (false, false);
        }
    }

    /// <summary>
    /// Everything that is told about a refresh is told before its token, or its failure, can be seen by any caller: what reads a counter after it has a new token
    /// finds the refresh counted. What comes after it, such as giving a lock back, only the end of the credential waits for.
    /// </summary>
    private void End(RenewalVerdict verdict, RenewalReason reason, RenewalMeasurement? measurement, TaskCompletionSource<RenewalVerdict> ended)
    {
        if (ended.Task.IsCompleted)
        {
            return;
        }

        var next = Choose(verdict);
        Say.Quietly(() => measurement?.Finish(verdict));
        Say.Quietly(() => Tell(verdict, reason, next));
        Publish(verdict, next);
        ended.SetResult(verdict);
        if (next is not null)
        {
            _watch.Start();
        }
    }

    /// <summary>The token from now on: never one that has ended for one that has not, whoever has stored it. Only the one flight changes it, so this needs no lock.</summary>
    private TokenSnapshot? Choose(RenewalVerdict verdict) =>
        verdict.Snapshot is { } snapshot && (_current is not { } current || !HasEnded(snapshot) || HasEnded(current)) ? snapshot : _current;

    private void Publish(RenewalVerdict verdict, TokenSnapshot? next)
    {
        lock (_gate)
        {
            var before = _current?.Token;
            if (ReferenceEquals(next, _current) && verdict.Result != RenewalResult.Transient && !_isLooking)
            {
                _withoutNews.Remember(next);
            }

            _current = next;
            if (_isLooking)
            {
                _forbidden.EndLook(before, _current?.Token, _isLookForForbidden);
            }
            else
            {
                _forbidden.EndRenewal(verdict.Result, _current?.Token);
            }

            (_isLooking, _isLookForForbidden) = (false, false);
            _running = null;
        }
    }

    private void Tell(RenewalVerdict verdict, RenewalReason reason, TokenSnapshot? next)
    {
        if (verdict.Snapshot is { Token.ExpiresOn: not null } snapshot)
        {
            BrevTelemetry.TokenTaken(snapshot.Schedule.ExpiresOn - snapshot.Schedule.Now(_timeProvider));
        }

        _warnings.Tell(verdict, reason, next, _timeProvider);
    }
}
