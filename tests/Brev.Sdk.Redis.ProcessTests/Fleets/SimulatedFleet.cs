using System.Diagnostics;
using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.ProcessTests.Fleets;

/// <summary>
/// Many instances in this process: each with a store, a credential and a token of its own, a hundred to a connection, on a clock that the
/// test moves.
/// </summary>
internal sealed class SimulatedFleet : IAsyncDisposable
{
    private const int InstancesPerConnection = 100;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly RedisServer _redis;
    private readonly AuthenticationStage _brev;
    private readonly RefreshCounter _counter = new();
    private readonly List<ConnectionMultiplexer> _connections = [];
    private readonly List<BrevCredential> _credentials = [];

    private SimulatedFleet(RedisServer redis, AuthenticationStage brev) => (_redis, _brev) = (redis, brev);

    public int Refreshes { get; private set; }

    public int ProviderCalls => _brev.ProviderCalls;

    /// <summary>What the first reading of all of them has cost.</summary>
    public long CommandsToStart { get; private set; }

    public long Commands { get; private set; }

    /// <summary>How long it took, in real time, from the first call in the window until the last instance had the new token.</summary>
    public List<TimeSpan> Adoptions { get; } = [];

    public static async Task<SimulatedFleet> StartAsync(int instances)
    {
        var brev = await AuthenticationStage.StartAsync();
        brev.Lifetime = Life;
        var fleet = new SimulatedFleet(await RedisServer.StartAsync("--appendfsync", "everysec"), brev);
        await fleet.AddAsync(instances);
        return fleet;
    }

    /// <summary>Lets time pass; every instance calls once in each step, as it does in a service that is used.</summary>
    public async Task LiveAsync(TimeSpan time)
    {
        var begun = await _redis.CountCommandsAsync();
        var end = _brev.Clock.GetUtcNow() + time;
        while (_brev.Clock.GetUtcNow() < end)
        {
            // The window of a token that lives for a minute is its last twelve seconds. Nothing is under way when the clock jumps, so no
            // time limit is jumped over.
            await _brev.SettleAsync();
            _brev.Clock.Advance(Life * 0.82);
            var all = _counter.Expect(_credentials.Count);
            var started = Stopwatch.GetTimestamp();
            while (!all.IsCompleted)
            {
                // Instances go on calling; one that has read the store a moment ago reads it again a second later.
                await CallAsync();
                await Task.WhenAny(all, _brev.SettleAsync());
                _brev.Clock.Advance(TimeSpan.FromMilliseconds(250));
            }

            Adoptions.Add(Stopwatch.GetElapsedTime(started));
            Refreshes++;
        }

        Commands = await _redis.CountCommandsAsync() - begun;
    }

    /// <summary>The tokens that the instances send, one after the other, without a refresh: what the hot path does.</summary>
    public async Task<long> CommandsOfCallsAsync(int rounds)
    {
        // A reading that a notice has begun may still be on its way.
        await _brev.SettleAsync();
        var before = await _redis.CountCommandsAsync();
        for (var round = 0; round < rounds; round++)
        {
            await CallAsync();
        }

        return await _redis.CountCommandsAsync() - before;
    }

    public async ValueTask DisposeAsync()
    {
        await _brev.DisposeAsync();
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await _redis.DisposeAsync();
    }

    private async Task AddAsync(int instances)
    {
        var keys = new EphemeralDataProtectionProvider();
        var before = await _redis.CountCommandsAsync();
        for (var instance = 0; instance < instances; instance++)
        {
            if (instance % InstancesPerConnection == 0)
            {
                _connections.Add(await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString));
            }

            var store = new BrevRedisCredentialStore(new BrevRedisCredentialStoreOptions
            {
                ConnectionMultiplexer = _connections[^1],
                DataProtectionProvider = keys,
                TimeProvider = _brev.Clock,
            });
            if (instance == 0)
            {
                var now = _brev.Clock.GetUtcNow();
                await store.SaveAsync(
                    new BrevStoredCredential
                    {
                        AccessToken = TestToken.Create(now, now + Life),
                        RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}",
                    },
                    default);
            }

            var options = _brev.CredentialOptions();
            options.LoggerFactory = _counter;
            _credentials.Add(_brev.Own(BrevCredential.FromStore(store, options)));
        }

        await CallAsync();
        CommandsToStart = await _redis.CountCommandsAsync() - before;
    }

    private Task<BrevAccessToken[]> CallAsync() => Task.WhenAll(_credentials.Select(credential => credential.GetTokenAsync().AsTask()));
}
