using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Redis;

/// <summary>
/// Stores logins. What a refresh has given is stored only in the place of what it replaces, and is kept until it is: its predecessor is
/// used up.
/// </summary>
internal sealed class LoginWriter : IAsyncDisposable
{
    /// <summary>
    /// What a provider has just given is worth more than one attempt: the library waits for its next connection in each of them.
    /// </summary>
    private const int SaveAttempts = 3;

    private readonly RedisAccess _access;
    private readonly LoginWrite _write;
    private readonly StoreWatches _watches;
    private readonly Func<string> _store;
    private readonly ILogger _logger;
    private readonly UnsavedLogin _unsaved;
    private string? _claim;

    /// <summary>The login that was last known to stand there, and the writes that it has replaced.</summary>
    private volatile Tuple<BrevStoredCredential, string>? _known;

    public LoginWriter(
        RedisAccess access, LoginWrite write, StoreWatches watches, Func<string> store, ILogger logger, TimeProvider timeProvider)
    {
        (_access, _write, _watches, _store, _logger) = (access, write, watches, store, logger);
        _unsaved = new UnsavedLogin(SaveLaterAsync, SavedLater, timeProvider);
    }

    /// <summary>A refresh has claimed the login: the claim goes with what is stored in its place.</summary>
    public void Claimed(string claim) => Volatile.Write(ref _claim, claim);

    /// <summary>Whether a claim is still there, and is to be taken back; not while there is something to store.</summary>
    public bool EndClaim(string claim) => _unsaved.IsEmpty && Interlocked.CompareExchange(ref _claim, null, claim) == claim;

    /// <summary>
    /// What stands there now. A server that has gone back to what a known login has replaced, as after a failover that has lost the newest
    /// one, gets that again, without the lock: the save says what it replaces. What anybody has stored since is another write, and left.
    /// </summary>
    /// <param name="fingerprint">Its fingerprint.</param>
    /// <param name="write">Which write it is.</param>
    /// <param name="replaced">The writes that it has replaced.</param>
    /// <param name="login">The login, where it was read.</param>
    public void See(string fingerprint, string? write, string? replaced, BrevStoredCredential? login)
    {
        if (_known is { } known && write is { Length: > 0 } && known.Item2.Contains(write, StringComparison.Ordinal))
        {
            if (_unsaved.IsEmpty)
            {
                Log.SetBack(_logger, _store());
                _unsaved.Keep(new LoginSave(known.Item1, fingerprint, null), isDue: true);
            }
        }
        else if (login is not null || fingerprint == LoginFingerprint.None)
        {
            _known = login is null ? null : Tuple.Create(login, replaced ?? "");
        }
    }

    /// <summary>
    /// Under the lock, before anything is claimed or presented: stores what is left of an earlier refresh, and sees that what the provider
    /// will give can be encrypted.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _unsaved.FlushAsync(cancellationToken).ConfigureAwait(false);
        _write.Rehearse();
    }

    /// <summary>Stores a login in the place of whatever stands there.</summary>
    public async Task SaveAsync(BrevStoredCredential login, CancellationToken cancellationToken)
    {
        _ = await WriteAsync("save", login, null, null, cancellationToken).ConfigureAwait(false);
        Stored(login);
    }

    /// <summary>
    /// Stores what a refresh has given: tried several times at once, and then in the background, whatever the failure was.
    /// </summary>
    /// <returns>False when something else stands there.</returns>
    public async Task<bool> ReplaceAsync(BrevStoredCredential login, string replaced, CancellationToken cancellationToken)
    {
        if (!await WriteOftenAsync(new LoginSave(login, replaced, Volatile.Read(ref _claim)), cancellationToken).ConfigureAwait(false))
        {
            Refused();
            return false;
        }

        Stored(login);
        return true;
    }

    /// <summary>What is still not stored is tried a last time: a program that ends in an outage must not take the login with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _unsaved.DisposeAsync().ConfigureAwait(false);
        for (var attempt = 1; !_unsaved.IsEmpty && attempt <= SaveAttempts; attempt++)
        {
            try
            {
                await _unsaved.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (BrevException) when (attempt < SaveAttempts)
            {
                // Each attempt waits for the next connection.
            }
            catch (BrevException)
            {
                Log.NeverSaved(_logger, _store());
            }
        }
    }

    private async Task<bool> WriteOftenAsync(LoginSave save, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteAsync("replace", save.Login, save.Replaced, save.Claim, cancellationToken).ConfigureAwait(false);
            }
            catch (BrevConnectionException) when (attempt < SaveAttempts && !cancellationToken.IsCancellationRequested)
            {
                // Whether it was stored is not known; the script knows.
            }
            catch (Exception exception) when (exception is BrevException or OperationCanceledException)
            {
                _unsaved.Keep(save);
                Log.SaveLater(_logger, _store());
                throw;
            }
        }
    }

    private async Task<bool> SaveLaterAsync(LoginSave save, CancellationToken cancellationToken)
    {
        var isSaved = await WriteAsync("replace", save.Login, save.Replaced, save.Claim, cancellationToken).ConfigureAwait(false);
        Interlocked.CompareExchange(ref _claim, null, isSaved ? save.Claim : null);
        return isSaved;
    }

    private void SavedLater(bool isSaved)
    {
        if (isSaved)
        {
            Log.SavedLater(_logger, _store());
        }
        else
        {
            Refused();
        }
    }

    private async Task<bool> WriteAsync(
        string operation, BrevStoredCredential login, string? replaced, string? claim, CancellationToken cancellationToken)
    {
        var fingerprint = LoginFingerprint.Of(login);
        var write = _write.Of(login, fingerprint, replaced, claim);
        if (replaced is not null)
        {
            // Before it is stored, and so before it is announced.
            _watches.Expect(fingerprint);
        }

        var answer = await _access.RunAsync(operation, "storing the login", write, cancellationToken).ConfigureAwait(false);
        if ((string?)answer is not { } writes || writes == LoginScripts.Refused)
        {
            return false;
        }

        _known = Tuple.Create(login, writes);
        return true;
    }

    private void Stored(BrevStoredCredential login)
    {
        Volatile.Write(ref _claim, null);
        Log.LoginReplaced(_logger, _store(), _write.StayOf(login));
    }

    private void Refused()
    {
        RedisTelemetry.Conflicted();
        Log.SaveRefused(_logger, _store());
    }
}
