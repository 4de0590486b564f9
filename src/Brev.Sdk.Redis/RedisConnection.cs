using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>The connection to Redis: the application's own, or one that is made at its first use and mends itself from then on.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private const string ChannelPrefixOption = "channelPrefix=";

    private readonly ConfigurationOptions? _configuration;
    private readonly IConnectionMultiplexer? _given;
    private readonly Action _lost;
    private readonly object _gate = new();
    private Task<IConnectionMultiplexer>? _connecting;
    private bool _disposed;

    /// <param name="options">How to connect.</param>
    /// <param name="lost">Is called when Redis cannot be reached any more, at least once for each time.</param>
    public RedisConnection(BrevRedisCredentialStoreOptions options, Action lost)
    {
        (_configuration, _given, _lost) = (Configure(options), options.ConnectionMultiplexer, lost);
        if (_given is not null)
        {
            _given.ConnectionFailed += OnConnectionFailed;
        }
    }

    /// <summary>Where Redis is, without a user or a password.</summary>
    public string Address => string.Join(
        ",", (_configuration?.EndPoints.AsEnumerable() ?? _given!.GetEndPoints(configuredOnly: true)).Select(EndPointCollection.ToString));

    /// <summary>
    /// What the connection writes before the names of channels. An application's own connection tells its options as text, and a password
    /// in it may hold anything: only this option is looked for.
    /// </summary>
    public string ChannelPrefix => _configuration is { } own
        ? (string?)own.ChannelPrefix ?? ""
        : _given!.Configuration?.Split(',').LastOrDefault(option => option.StartsWith(ChannelPrefixOption, StringComparison.Ordinal))
            ?[ChannelPrefixOption.Length..] ?? "";

    public Task<IConnectionMultiplexer> GetAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(BrevRedisCredentialStore));
            if (_given is not null)
            {
                return Task.FromResult(_given);
            }

            // An attempt that failed is made again by the next one who needs it.
            return _connecting is { IsFaulted: false, IsCanceled: false } ? _connecting : _connecting = ConnectAsync(_configuration!);
        }
    }

    /// <summary>An access has failed: an outage need not break a connection.</summary>
    public void Lost() => _lost();

    public async ValueTask DisposeAsync()
    {
        if (_given is not null)
        {
            _given.ConnectionFailed -= OnConnectionFailed;
        }

        Task<IConnectionMultiplexer>? connecting;
        lock (_gate)
        {
            (_disposed, connecting) = (true, _connecting);
        }

        if (connecting is not null)
        {
            await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (connecting.IsCompletedSuccessfully)
            {
                await connecting.Result.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration)
    {
        var multiplexer = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false);
        multiplexer.ConnectionFailed += OnConnectionFailed;
        return multiplexer;
    }

    private void OnConnectionFailed(object? sender, ConnectionFailedEventArgs failed) => _lost();

    /// <summary>What the library connects with; <see langword="null"/> where the application gives its own connection.</summary>
    internal static ConfigurationOptions? Configure(BrevRedisCredentialStoreOptions options)
    {
        if (options.ConnectionString is not { } text)
        {
            return null;
        }

        var configuration = ConfigurationOptions.Parse(text);

        // A server that is away for a while is waited for in the background, also when it is away at the start.
        configuration.AbortOnConnectFail = false;

        // The library's own pauses grow to a minute, in which a fleet would wait for a server that is back. It breaks off an attempt, too,
        // that takes longer than such a pause, so none is shorter than a slow handshake.
        configuration.ReconnectRetryPolicy = new ExponentialRetry(
            Math.Max(configuration.ConnectTimeout / 2, 1), Math.Max(configuration.ConnectTimeout, 2));
        configuration.ClientName ??= "Brev.Sdk";
        return configuration;
    }
}
