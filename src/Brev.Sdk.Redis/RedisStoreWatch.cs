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
    private readonly TimeSpan _pollInterval;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Action _changed;
    private readonly CancellationTokenSource _ended = new();
    private IConnectionMultiplexer? _multiplexer;
    private bool? _isAnnounced;

    /// <summary>Whether the last reading failed, so that a change may have been missed.</summary>
    private volatile bool _isBehind;

    /// <summary>
    /// What this watch has told of last. Its own: what others read from the store, a health check for one, is no news to the credential.
    /// </summary>
    private string? _told;

    public RedisStoreWatch(
        BrevRedisCredentialStore store,
        RedisConnection connection,
        LoginKeys keys,
        BrevRedisCredentialStoreOptions options,
        ILogger logger,
        Action changed,
        string? known)
    {
        (_store, _connection, _keys, _logger, _changed) = (store, connection, keys, logger, changed);
        (_pollInterval, _timeProvider, _told) = (options.PollInterval, options.TimeProvider, known);
        _ = Task.Run(RunAsync);
    }

    public void Dispose()
    {
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
                _multiplexer = multiplexer;
            }

            // That the server can be reached does not say that it has granted the channel.
            var subscriber = _multiplexer.GetSubscriber();
            if (subscriber.SubscribedEndpoint(_keys.Changes) is null)
            {
                Unsubscribe(_multiplexer);
                await subscriber.SubscribeAsync(_keys.Changes, OnMessage).WaitDetachedAsync(_ended.Token).ConfigureAwait(false);
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

    private void OnMessage(RedisChannel channel, RedisValue fingerprint) => Tell("channel", fingerprint);

    /// <summary>
    /// The library subscribes again by itself; what was announced in between is lost, whichever of its two connections was broken.
    /// </summary>
    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        _ = Task.Run(PollAsync);
    }

    private async Task PollAsync()
    {
        try
        {
            if (!_ended.IsCancellationRequested
                && await _store.ReadFingerprintAsync(_ended.Token).ConfigureAwait(false) is var fingerprint
                && fingerprint != Volatile.Read(ref _told))
            {
                Tell("poll", fingerprint);
            }

            _isBehind = false;
        }
        catch (Exception exception) when (exception is BrevException or ObjectDisposedException or OperationCanceledException)
        {
            _isBehind = true;
            Log.PollFailed(_logger, _store.Description, exception.GetType().Name);
        }
    }

    private void Tell(string source, string? fingerprint)
    {
        if (!_ended.IsCancellationRequested)
        {
            Volatile.Write(ref _told, fingerprint ?? LoginFingerprint.None);
            RedisTelemetry.Noticed(source);
            _changed();
        }
    }

    private void End()
    {
        if (_multiplexer is { } multiplexer)
        {
            multiplexer.ConnectionRestored -= OnConnectionRestored;
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
