using Brev.Sdk.Authentication;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.IdentityProviders;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Credentials;

/// <summary>A login that is kept in a store and refreshes itself.</summary>
internal sealed class StoredCredential : BrevCredential
{
    private readonly BrevCredentialStore _store;
    private readonly IdentityProviderSelector _selector;
    private readonly TokenSetStore _tokenSets;
    private readonly StoreWatch _watch;
    private readonly TokenCache _cache;
    private readonly ClientLoggerFactory? _clientLog;

    public StoredCredential(BrevCredentialStore store, BrevCredentialOptions? options)
    {
        options = options?.Copy() ?? new BrevCredentialOptions();
        options.Validate();
        options.ValidateLock(store);
        _store = store;
        var clock = options.TimeProvider;
        _clientLog = options.LoggerFactory is NullLoggerFactory ? new ClientLoggerFactory() : null;
        _selector = new IdentityProviderSelector(options);
        var log = (_clientLog ?? options.LoggerFactory).CreateLogger<BrevCredential>();
        var telemetry = new RefreshTelemetry(log, () => TimeLimitedStore.Describe(store), clock);
        var limited = new TimeLimitedStore(store, options, telemetry);
        var throttle = new RefreshThrottle(clock);
        _tokenSets = new TokenSetStore(limited, telemetry, options);
        var refresh = new TokenSetRefresh(limited, _tokenSets, _selector.Select, throttle, options);
        _watch = new StoreWatch(limited, clock, () => _cache!.LookAsync());
        var refresher = new StoreRefresher(limited, _tokenSets, refresh, throttle, telemetry, clock, _watch);
        _cache = new TokenCache(refresher.RunAsync, throttle, telemetry, clock);
    }

    internal override TokenClaims? Account => _cache.Current?.Claims;

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default) =>
        _cache.GetTokenAsync(forceRefresh, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        // No flight is left that may start the watch, and no reading that may keep a login.
        await _cache.DisposeAsync().ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _tokenSets.FlushAsync().ConfigureAwait(false);
        _selector.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override string ToString() => $"BrevCredential {{ Store = {TimeLimitedStore.Describe(_store)} }}";

    internal override async ValueTask<(BrevStoredCredential?, string?)> FindLoginAsync(CancellationToken cancellationToken)
    {
        // What is sent decides, so that a store that is away fails no call whose token is good.
        if (_cache.Current is null)
        {
            await GetTokenAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false);
        }

        return (_cache.Current?.TokenSet, _store.SharedFolder);
    }

    private protected override TokenCache Cache => _cache;

    internal override void Attach(ILoggerFactory clientLog, TimeProvider clientClock) => _clientLog?.Attach(clientLog);
}
