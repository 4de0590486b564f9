using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>
/// Keeps a login in Redis, for a fleet: one instance refreshes for all, a newer token is never overwritten by an older one, all of them
/// adopt it when it is announced, and nothing stands in Redis in clear. Pass it to <see cref="BrevCredential.FromStore"/>, or call
/// <c>UseRedisCredentialStore</c> in a container.
/// </summary>
/// <remarks>
/// A call costs no access to Redis: it is asked when a token is loaded first, refreshed or announced, and never on a caller's path while
/// the token at hand is good. Thread-safe. Nothing is connected before the first use.
/// </remarks>
public sealed class BrevRedisCredentialStore : BrevCredentialStore, IAsyncDisposable, IDisposable
{
    private readonly RedisConnection _connection;
    private readonly LoginKeys _keys;
    private readonly LoginProtection _protection;
    private readonly BrevRedisCredentialStoreOptions _options;
    private readonly ILogger _logger;
    private readonly RedisAccess _access;
    private readonly LoginWriter _writer;
    private readonly StoreWatches _watches = new();

    /// <summary>The claims of the others, across the waits for the lock.</summary>
    private readonly ClaimWatch _claims;

    /// <summary>Of the last reading: where a watch that begins after it starts from.</summary>
    private volatile string? _seen;
    private volatile RejectionMark? _rejection;

    /// <summary>Creates the store. Nothing is connected, read or written yet.</summary>
    /// <param name="options">Where the login is kept, and what encrypts it.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its bounds.</exception>
    public BrevRedisCredentialStore(BrevRedisCredentialStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsValidation.Validate(options);
        _options = options;

        // As long as an owner has for its attempt at the provider, and for storing what that gave.
        _claims = new ClaimWatch(options.LockExpiry, options.TimeProvider);
        _connection = new RedisConnection(options, _claims.Forget);
        _keys = new LoginKeys(options.KeyPrefix, options.Account, _connection.ChannelPrefix);
        _protection = new LoginProtection(options.DataProtectionProvider!, _keys);
        _logger = options.LoggerFactory.CreateLogger(BrevRedisTelemetryNames.LogCategory);
        _access = new RedisAccess(_connection, () => Description);
        var expiry = new LoginExpiry(options.KeepUnused, options.TimeProvider);
        _writer = new LoginWriter(
            _access, new LoginWrite(_keys, _protection, expiry), _watches, () => Description, _logger, options.TimeProvider);
    }

    /// <summary>The key of the login in Redis, for <c>redis-cli HGETALL</c>. The account stands in it as a hash.</summary>
    public string Key => _keys.Login.ToString();

    /// <summary>As <see cref="BrevRedisCredentialStoreOptions.LockExpiry"/> says.</summary>
    public override TimeSpan LockExpiry => _options.LockExpiry;

    /// <summary>
    /// The servers and the key, without user, password or account; and that another instance's claim keeps this one from refreshing, while
    /// it does.
    /// </summary>
    public override string Description => $"Redis {_connection.Address} key '{_keys.Text}'" + (_claims.IsInTheWay
        ? $" (field '{LoginScripts.Claim}': another instance has begun a refresh and stored nothing; given up after "
            + $"{_options.LockExpiry})"
        : "");

    /// <inheritdoc/>
    /// <exception cref="BrevConfigurationException">
    /// It cannot be decrypted, Redis refuses the user, or something else stands under the key. The message says which and what to do.
    /// </exception>
    /// <exception cref="BrevConnectionException">Redis cannot be reached, is too slow, or is starting or failing over.</exception>
    public override async ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken)
    {
        var fields = await _access.RunAsync(
            "load",
            "reading the login",
            database => database.HashGetAsync(
                _keys.Login,
                [
                    LoginScripts.Fingerprint, LoginScripts.Login, LoginScripts.Rejected, LoginScripts.Claim, LoginScripts.Write,
                    LoginScripts.Replaced,
                ],
                CommandFlags.DemandMaster),
            cancellationToken)
            .ConfigureAwait(false);
        _claims.See((string?)fields[3]);
        var login = (byte[]?)fields[1] is { Length: > 0 } sealedLogin ? _protection.Unprotect(sealedLogin) : null;
        _seen = (string?)fields[0] ?? LoginFingerprint.None;
        _rejection = RejectionMark.Read((string?)fields[0], (string?)fields[2]);
        _writer.See(_seen, (string?)fields[4], (string?)fields[5], login);
        return login;
    }

    /// <inheritdoc/>
    /// <remarks>It stands in Redis, beside the login, and counts for five minutes, or until the login is replaced.</remarks>
    /// <exception cref="BrevConnectionException">Redis cannot be reached, is too slow, or accepts no writes at the moment.</exception>
    public override async ValueTask ReportRejectedAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var mark = RejectionMark.Of(credential, _options.TimeProvider);
        _ = await _access.RunAsync(
            "reject",
            "noting that the login was refused",
            database => database.ScriptEvaluateAsync(
                LoginScripts.Reject, [_keys.Login], [mark.Fingerprint, mark.Text], CommandFlags.DemandMaster),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override bool IsReportedRejected(BrevStoredCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return _rejection?.Names(credential, _options.TimeProvider) == true;
    }

    /// <summary>
    /// Stores a login in the place of whatever stands there, as a sign-in does, and announces it. A credential without any token or key
    /// removes the login, which signs the fleet out when the access token at hand ends. A refresh uses <see cref="ReplaceAsync"/>.
    /// </summary>
    /// <param name="credential">What to store.</param>
    /// <param name="cancellationToken">Gives up. It may have been stored nevertheless.</param>
    /// <exception cref="BrevConfigurationException">It cannot be encrypted, or Redis refuses the user.</exception>
    /// <exception cref="BrevConnectionException">Redis cannot be reached, is too slow, or accepts no writes at the moment.</exception>
    public override async ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (string.IsNullOrEmpty(credential.AccessToken)
            && string.IsNullOrEmpty(credential.RefreshToken)
            && string.IsNullOrEmpty(credential.ApiKey))
        {
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await _writer.SaveAsync(credential, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="BrevConfigurationException">It cannot be encrypted, or Redis refuses the user.</exception>
    /// <exception cref="BrevConnectionException">Redis cannot be reached, is too slow, or accepts no writes at the moment.</exception>
    public override async ValueTask<bool> ReplaceAsync(
        BrevStoredCredential credential, BrevStoredCredential? replaced, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return await _writer.ReplaceAsync(credential, LoginFingerprint.Of(replaced), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes the login and announces it: no instance can refresh from then on, and each is signed out when the access token at hand ends.
    /// Neither identity provider has a way to end a login, so a copy of it elsewhere stays good.
    /// </summary>
    /// <param name="cancellationToken">Gives up. It may have been removed nevertheless.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="BrevConnectionException">Redis cannot be reached, is too slow, or accepts no writes at the moment.</exception>
    public async ValueTask<bool> RemoveAsync(CancellationToken cancellationToken = default)
    {
        var removed = await _access.RunAsync(
            "remove",
            "removing the login",
            database => database.ScriptEvaluateAsync(
                LoginScripts.Remove, [_keys.Login], [_keys.ChangesOnServer], CommandFlags.DemandMaster),
            cancellationToken).ConfigureAwait(false);
        Log.LoginRemoved(_logger, Description);
        return (long)removed > 0;
    }

    /// <inheritdoc/>
    /// <exception cref="BrevConnectionException">Redis cannot be reached, is too slow, or accepts no writes at the moment.</exception>
    public override async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var claim = new LoginClaim(_keys, _claims, _options.TimeProvider);
        var handle = await _access.RunAsync(
            "lock",
            "taking the lock of the refresh",
            database => RedisStoreLock.AcquireAsync(
                database, _keys.Lock, claim, _writer.PrepareAsync, _options.LockExpiry, cancellationToken),
            cancellationToken,
            isLong: true).ConfigureAwait(false);
        _writer.Claimed(claim.Name);
        return new RedisStoreLock(handle, () => TakeBackAsync(claim), Description, _logger);
    }

    /// <summary>
    /// Begins to watch for changes in the background: on a channel of Redis, and by asking it while the channel cannot be used.
    /// </summary>
    /// <param name="changed">Called when another instance has stored something else, or may have.</param>
    /// <returns>What ends the watch.</returns>
    public override IDisposable Watch(Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return _watches.Add(new RedisStoreWatch(this, _connection, _keys, _watches, _options, _logger, changed, _seen));
    }

    /// <summary>
    /// Closes the connection, unless it is the application's own. What the identity provider has given and Redis has not taken yet is tried
    /// three times more, each for as long as the connection waits for an answer.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>The fingerprint of what stands in Redis.</summary>
    internal async Task<string> ReadFingerprintAsync(CancellationToken cancellationToken)
    {
        var fields = await _access.RunAsync(
            "poll",
            "asking for changes",
            database => database.HashGetAsync(
                _keys.Login, [LoginScripts.Fingerprint, LoginScripts.Write], CommandFlags.DemandMaster),
            cancellationToken).ConfigureAwait(false);
        var fingerprint = (string?)fields[0] ?? LoginFingerprint.None;
        _writer.See(fingerprint, (string?)fields[1], null, null);
        return fingerprint;
    }

    /// <summary>The time of a round trip that writes, and changes nothing.</summary>
    internal async Task<TimeSpan> ProbeAsync(CancellationToken cancellationToken)
    {
        var began = _options.TimeProvider.GetTimestamp();
        _ = await _access.RunAsync(
            "probe",
            "trying whether it can be written",
            database => database.ScriptEvaluateAsync(LoginScripts.Probe, [_keys.Login], flags: CommandFlags.DemandMaster),
            cancellationToken).ConfigureAwait(false);
        return _options.TimeProvider.GetElapsedTime(began);
    }

    /// <summary>
    /// Not while there is something to store: its predecessor is used up, and the claim keeps the others from presenting it.
    /// </summary>
    private Task TakeBackAsync(LoginClaim claim) => _writer.EndClaim(claim.Name)
        ? _access.RunAsync("unlock", "taking back the claim of the refresh", claim.TakeBackAsync, CancellationToken.None)
        : Task.CompletedTask;
}
