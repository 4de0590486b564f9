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
    private ChannelMessageQueue? _messages;
    private bool? _isAnnounced;

    public RedisStoreWatch(
        BrevRedisCredentialStore store,
        RedisConnection connection,
        LoginKeys keys,
        BrevRedisCredentialStoreOptions options,
        ILogger logger,
        Action changed)
    {
        (_store, _connection, _keys, _logger, _changed) = (store, connection, keys, logger, changed);
        (_pollInterval, _timeProvider) = (options.PollInterval, options.TimeProvider);
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
            await SubscribeAsync().ConfigureAwait(false);

            // What was stored between the first reading and the subscription was announced to others only.
            await PollAsync().ConfigureAwait(false);
            while (await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false))
            {
                if (!await SubscribeAsync().ConfigureAwait(false))
                {
                    await PollAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the watch.
        }
        finally
        {
            Unsubscribe();
        }
    }

    /// <summary>Whether changes are announced at the moment; what is missing for that is made up for.</summary>
    private async Task<bool> SubscribeAsync()
    {
        try
        {
            if (_messages is null)
            {
                var multiplexer = await _connection.GetAsync().WaitAsync(_ended.Token).ConfigureAwait(false);
                _messages = await multiplexer.GetSubscriber().SubscribeAsync(_keys.Changes).WaitAsync(_ended.Token).ConfigureAwait(false);
                _messages.OnMessage(_ => Tell("channel"));
                _multiplexer = multiplexer;
                _multiplexer.ConnectionRestored += OnConnectionRestored;
            }

            return Note(_multiplexer!.GetSubscriber().IsConnected(_keys.Changes), "the connection is broken");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Note(false, RedisFailure.TypeOf(exception));
        }
    }

    /// <summary>Each change of it is told, not each attempt.</summary>
    private bool Note(bool isAnnounced, string error)
    {
        if (_isAnnounced != isAnnounced)
        {
            _isAnnounced = isAnnounced;
            if (isAnnounced)
            {
                Log.NoticesBegun(_logger, _store.Description);
            }
            else
            {
                Log.NoticesLost(_logger, _store.Description, error, _pollInterval);
            }
        }

        return isAnnounced;
    }

    /// <summary>The library subscribes again by itself; what was announced in between is lost.</summary>
    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (restored.ConnectionType == ConnectionType.Subscription)
        {
            _ = Task.Run(PollAsync);
        }
    }

    private async Task PollAsync()
    {
        try
        {
            if (!_ended.IsCancellationRequested && await _store.HasChangedAsync(_ended.Token).ConfigureAwait(false))
            {
                Tell("poll");
            }
        }
        catch (Exception exception) when (exception is BrevException or ObjectDisposedException or OperationCanceledException)
        {
            Log.PollFailed(_logger, _store.Description, exception.GetType().Name);
        }
    }

    private void Tell(string source)
    {
        if (!_ended.IsCancellationRequested)
        {
            RedisTelemetry.Noticed(source);
            _changed();
        }
    }

    private void Unsubscribe()
    {
        if (_multiplexer is not null)
        {
            _multiplexer.ConnectionRestored -= OnConnectionRestored;
        }

        _messages?.Unsubscribe(CommandFlags.FireAndForget);
    }
}
