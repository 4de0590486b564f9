using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>
/// Tells of changes: as soon as Redis announces one on the channel, and by asking it while it cannot, because the channel is not allowed or
/// its connection is broken.
/// </summary>
internal sealed class RedisStoreWatch : IDisposable
{
    private readonly BrevRedisCredentialStore _store;
    private readonly RedisConnection _connection;
    private readonly LoginKeys _keys;
    private readonly StoreWatches _watches;
    private readonly TimeSpan _pollInterval;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Action _changed;
    private readonly CancellationTokenSource _ended = new();
    private IConnectionMultiplexer? _multiplexer;
    private bool _isSubscribed;
    private bool? _isAnnounced;

    /// <summary>Whether the last reading failed, so that a change may have been missed.</summary>
    private volatile bool _isBehind;

    /// <summary>
    /// What this watch has told of last, or its credential has stored since. Its own: what others read from the store, a health check for
    /// one, is no news to the credential.
    /// </summary>
    private string? _told;

    public RedisStoreWatch(
        BrevRedisCredentialStore store,
        RedisConnection connection,
        LoginKeys keys,
        StoreWatches watches,
        BrevRedisCredentialStoreOptions options,
        ILogger logger,
        Action changed,
        string? known)
    {
        (_store, _connection, _keys, _watches, _logger, _changed) = (store, connection, keys, watches, logger, changed);
        (_pollInterval, _timeProvider, _told) = (options.PollInterval, options.TimeProvider, known);
        _ = Task.Run(RunAsync);
    }

    /// <summary>What the credential of this watch is storing is no news to it.</summary>
    public void Expect(string fingerprint) => Volatile.Write(ref _told, fingerprint);

    public void Dispose()
    {
        _watches.Remove(this);
        if (!_ended.IsCancellationRequested)
        {
            _ended.Cancel();
        }
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_pollInterval, _timeProvider);
        try
        {
            do
            {
                await KeepUpAsync().ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The end of the watch.
        }
        finally
        {
            End();
        }
    }

    /// <summary>What was stored before the subscription, or while it was broken, was announced to others only.</summary>
    private async Task KeepUpAsync()
    {
        var obstacle = await SubscribeAsync().ConfigureAwait(false);
        if (obstacle is not null || _isAnnounced != true || _isBehind)
        {
            await PollAsync().ConfigureAwait(false);
        }

        Note(obstacle);
    }

    /// <summary>Why changes are not announced; <see langword="null"/> when they are. What is missing for that is made up for.</summary>
    private async Task<string?> SubscribeAsync()
    {
        try
        {
            if (_multiplexer is null)
            {
                var multiplexer = await _connection.GetAsync().WaitAsync(_ended.Token).ConfigureAwait(false);
                multiplexer.ConnectionRestored += OnConnectionRestored;
                multiplexer.ConfigurationChanged += OnConfigurationChanged;
                _multiplexer = multiplexer;
            }

            // That the server can be reached does not say that it has granted the channel, and that the connection has the channel does
            // not say that this watch has asked for it: several may share a connection.
            var subscriber = _multiplexer.GetSubscriber();
            if (!_isSubscribed || subscriber.SubscribedEndpoint(_keys.Changes) is null)
            {
                _isSubscribed = false;
                Unsubscribe(_multiplexer);
                await subscriber.SubscribeAsync(_keys.Changes, OnMessage).WaitDetachedAsync(_ended.Token).ConfigureAwait(false);
                _isSubscribed = true;
            }

            return subscriber.SubscribedEndpoint(_keys.Changes) is null ? "the connection is broken" : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return RedisFailure.TypeOf(exception);
        }
    }

    /// <summary>Each change of it is told, not each attempt.</summary>
    private void Note(string? obstacle)
    {
        if (_isAnnounced == (obstacle is null))
        {
            return;
        }

        _isAnnounced = obstacle is null;
        if (obstacle is null)
        {
            Log.NoticesBegun(_logger, _store.Description);
        }
        else
        {
            Log.NoticesLost(_logger, _store.Description, obstacle, _pollInterval);
        }
    }

    private void OnMessage(RedisChannel channel, RedisValue fingerprint) =>
        Tell("channel", (string?)fingerprint ?? LoginFingerprint.None);

    /// <summary>
    /// The library subscribes again by itself; what was announced in between is lost, whichever of its two connections was broken.
    /// </summary>
    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        _ = Task.Run(PollAsync);
    }

    /// <summary>Another server may have become the primary, which may know less, or more.</summary>
    private void OnConfigurationChanged(object? sender, EndPointEventArgs changed)
    {
        _ = Task.Run(PollAsync);
    }

    private async Task PollAsync()
    {
        try
        {
            if (!_ended.IsCancellationRequested)
            {
                Tell("poll", await _store.ReadFingerprintAsync(_ended.Token).ConfigureAwait(false));
            }

            _isBehind = false;
        }
        catch (Exception exception) when (exception is BrevException or ObjectDisposedException or OperationCanceledException)
        {
            _isBehind = true;
            Log.PollFailed(_logger, _store.Description, exception.GetType().Name);
        }
    }

    private void Tell(string source, string fingerprint)
    {
        if (!_ended.IsCancellationRequested && Interlocked.Exchange(ref _told, fingerprint) != fingerprint)
        {
            RedisTelemetry.Noticed(source);
            _changed();
        }
    }

    private void End()
    {
        if (_multiplexer is { } multiplexer)
        {
            multiplexer.ConnectionRestored -= OnConnectionRestored;
            multiplexer.ConfigurationChanged -= OnConfigurationChanged;
            Unsubscribe(multiplexer);
        }
    }

    /// <summary>Also what was asked for in vain: the library keeps a handler whose subscription has failed.</summary>
    private void Unsubscribe(IConnectionMultiplexer multiplexer)
    {
        try
        {
            multiplexer.GetSubscriber().Unsubscribe(_keys.Changes, OnMessage, CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (exception is RedisException or ObjectDisposedException)
        {
            // Where the commands of channels are switched off, or the connection is gone, nothing is subscribed.
        }
    }
}
