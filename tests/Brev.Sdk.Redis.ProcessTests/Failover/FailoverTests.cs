using System.Globalization;
using Brev.Sdk.Redis.Tests;
using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Doubles;
using Microsoft.AspNetCore.DataProtection;

namespace Brev.Sdk.Redis.ProcessTests.Failover;

/// <summary>
/// A primary and a replica; the primary is killed and the replica takes its place. The instances have the rights of the page, and no more.
/// </summary>
[Collection("processes")]
public sealed class FailoverTests : IAsyncLifetime
{
    private const string Login = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<BrevRedisCredentialStore> _stores = [];
    private RedisServer _primary = null!;
    private RedisServer _replica = null!;
    private AuthenticationStage _brev = null!;
    private string _user = "";

    public async Task InitializeAsync()
    {
        if (RedisProgram.Found is not null)
        {
            _primary = await RedisServer.StartAsync("--repl-diskless-sync-delay", "0");
            _replica = await RedisServer.StartAsync("--replicaof", $"127.0.0.1 {_primary.Port.ToString(CultureInfo.InvariantCulture)}");
            _user = await _primary.AddUserOfThePageAsync();
            _ = await _replica.AddUserOfThePageAsync();
            _brev = await AuthenticationStage.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_brev is not null)
        {
            await _brev.DisposeAsync();
            foreach (var store in _stores)
            {
                await store.DisposeAsync();
            }

            await _replica.DisposeAsync();
            await _primary.DisposeAsync();
        }
    }

    [RedisFact]
    public async Task After_a_failover_the_fleet_goes_on_with_its_login()
    {
        var (one, other) = (Instance(), Instance());
        await _stores[0].SaveAsync(new BrevStoredCredential { AccessToken = _brev.FirstToken, RefreshToken = Login }, default);
        await one.GetTokenAsync();
        await other.GetTokenAsync();
        var bought = await one.GetTokenAsync(forceRefresh: true);
        await ReplicateAsync();

        await FailOverAsync();
        await RefreshAsync(one);

        Assert.Equal(2, _brev.ProviderCalls);
        Assert.NotEqual(bought.Token, _brev.Valid);
        await AdoptAsync(other);
        Assert.Equal(2, _brev.ProviderCalls);
    }

    [RedisFact]
    public async Task A_failover_that_loses_the_newest_token_set_loses_no_login()
    {
        var one = Instance();
        await _stores[0].SaveAsync(new BrevStoredCredential { AccessToken = _brev.FirstToken, RefreshToken = Login }, default);
        await one.GetTokenAsync();
        await ReplicateAsync();

        // The replica is cut off, so it never gets what is bought now.
        await (await _replica.OperateAsync()).GetServer("127.0.0.1", _replica.Port).ExecuteAsync("REPLICAOF", "NO", "ONE");
        _brev.Clock.Advance(TimeSpan.FromMinutes(1));
        await one.GetTokenAsync(forceRefresh: true);
        await _primary.StopAsync();
        _brev.Clock.Advance(TimeSpan.FromMinutes(1));

        await RefreshAsync(one);

        Assert.Equal(2, _brev.ProviderCalls);
        var reader = Store(_replica.ConnectionString + _user);
        Assert.Equal(_brev.Valid, (await reader.LoadAsync(default))!.AccessToken);
    }

    [RedisFact]
    public async Task After_a_failover_that_loses_the_newest_token_set_it_is_stored_again_before_the_next_refresh()
    {
        var one = Instance();
        await _stores[0].SaveAsync(new BrevStoredCredential { AccessToken = _brev.FirstToken, RefreshToken = Login }, default);
        await one.GetTokenAsync();
        await _brev.Log.ReachAsync(1, 63);
        await ReplicateAsync();
        await (await _replica.OperateAsync()).GetServer("127.0.0.1", _replica.Port).ExecuteAsync("REPLICAOF", "NO", "ONE");
        _brev.Clock.Advance(TimeSpan.FromMinutes(1));
        var newest = await one.GetTokenAsync(forceRefresh: true);

        await _primary.StopAsync();

        // The library finds the new primary in its own time, in which the clock of the test stands still.
        await RedisWait.UntilAsync(async () => await Record.ExceptionAsync(() => _stores[0].LoadAsync(default).AsTask()) is null);
        await _brev.Clock.AdvanceUntilAsync(_brev.Log.ReachAsync(1, 69), (await _replica.OperateAsync()).GetDatabase());

        var anew = _brev.Own(BrevCredential.FromStore(Store(_replica.ConnectionString + _user), _brev.CredentialOptions()));
        Assert.Equal((newest.Token, 1), ((await anew.GetTokenAsync()).Token, _brev.ProviderCalls));
    }

    /// <summary>The replica has the claim of the refresh, and nothing keeps its lock.</summary>
    [RedisFact]
    public async Task A_failover_in_the_middle_of_a_refresh_spends_no_refresh_token_twice()
    {
        var provider = new OneUseRefreshTokens(_brev);
        var (one, other) = (Instance(), Instance());
        await _stores[0].SaveAsync(new BrevStoredCredential { AccessToken = provider.New(), RefreshToken = "one-use-0" }, default);
        await one.GetTokenAsync();
        await other.GetTokenAsync();
        await _brev.Log.ReachAsync(2, 63);
        var (issue, asking) = (_brev.IdentityProvider.Answer, new Gate());
        _brev.IdentityProvider.Answer = async (request, context) =>
        {
            await asking.PassAsync(context.RequestAborted);
            await issue(request, context);
        };
        _brev.Clock.Advance(TimeSpan.FromMinutes(10));
        var refreshing = one.GetTokenAsync(forceRefresh: true).AsTask();
        await asking.Arrived;
        await ReplicateAsync();

        await FailOverAsync();
        var database = (await _replica.OperateAsync()).GetDatabase();
        var key = _stores[0].Key.Replace(":login", ":lock", StringComparison.Ordinal);
        await database.ExecuteAsync("DEL", key);
        var waiting = RefreshAsync(other);
        await RedisWait.UntilAsync(async () => waiting.IsCompleted || await database.KeyExistsAsync(key));
        asking.Open();
        await refreshing;
        await _brev.Clock.AdvanceUntilAsync(waiting, database);

        Assert.Equal(provider.Used.Distinct(), provider.Used);
        Assert.Equal(_brev.Valid, (await other.GetTokenAsync()).Token);
        Assert.Equal(_brev.Valid, (await Store(_replica.ConnectionString + _user).LoadAsync(default))!.AccessToken);
    }

    /// <summary>The replica has the lock and the claim of the refresh, and neither the login that it gave nor a word of it.</summary>
    [RedisFact]
    public async Task A_failover_that_loses_only_the_save_of_a_refresh_spends_no_refresh_token_twice()
    {
        var provider = new OneUseRefreshTokens(_brev);
        var one = Instance();
        await _stores[0].SaveAsync(new BrevStoredCredential { AccessToken = provider.New(), RefreshToken = "one-use-0" }, default);
        await one.GetTokenAsync();
        await _brev.Log.ReachAsync(1, 63);
        var (issue, asking) = (_brev.IdentityProvider.Answer, new Gate());
        _brev.IdentityProvider.Answer = async (request, context) =>
        {
            await asking.PassAsync(context.RequestAborted);
            await issue(request, context);
        };
        _brev.Clock.Advance(TimeSpan.FromMinutes(10));
        var refreshing = one.GetTokenAsync(forceRefresh: true).AsTask();
        await asking.Arrived;
        await ReplicateAsync();
        await (await _replica.OperateAsync()).GetServer("127.0.0.1", _replica.Port).ExecuteAsync("REPLICAOF", "NO", "ONE");
        asking.Open();
        await refreshing;

        await _primary.StopAsync();
        var database = (await _replica.OperateAsync()).GetDatabase();
        Assert.True(await database.HashExistsAsync(_stores[0].Key, "claim"));
        await database.ExecuteAsync("DEL", _stores[0].Key.Replace(":login", ":lock", StringComparison.Ordinal));
        var other = _brev.Own(BrevCredential.FromStore(Store(_replica.ConnectionString + _user), _brev.CredentialOptions()));
        await other.GetTokenAsync();
        var waiting = RefreshAsync(other);
        await RedisWait.UntilAsync(async () => await Record.ExceptionAsync(() => _stores[0].LoadAsync(default).AsTask()) is null);
        await _brev.Clock.AdvanceUntilAsync(waiting, database);

        Assert.Equal(provider.Used.Distinct(), provider.Used);
        Assert.Equal(_brev.Valid, (await other.GetTokenAsync()).Token);
        Assert.Equal(_brev.Valid, (await _stores[1].LoadAsync(default))!.AccessToken);
    }

    private BrevCredential Instance() =>
        _brev.Own(BrevCredential.FromStore(
            Store($"127.0.0.1:{_primary.Port},{_replica.ConnectionString},configCheckSeconds=1{_user}"), _brev.CredentialOptions()));

    private BrevRedisCredentialStore Store(string connection)
    {
        var store = new BrevRedisCredentialStore(new BrevRedisCredentialStoreOptions
        {
            ConnectionString = connection,
            DataProtectionProvider = _keys,
            LoggerFactory = _brev.Log,
            TimeProvider = _brev.Clock,
        });
        _stores.Add(store);
        return store;
    }

    /// <summary>Waits until the replica has everything.</summary>
    private async Task ReplicateAsync()
    {
        var database = (await _primary.OperateAsync()).GetDatabase();
        for (var attempt = 0; (int)await database.ExecuteAsync("WAIT", 1, 1000) == 0; attempt++)
        {
            Assert.InRange(attempt, 0, 60);
        }
    }

    private async Task FailOverAsync()
    {
        await _primary.StopAsync();
        await (await _replica.OperateAsync()).GetServer("127.0.0.1", _replica.Port).ExecuteAsync("REPLICAOF", "NO", "ONE");
    }

    /// <summary>The library finds the new primary in its own time.</summary>
    private async Task RefreshAsync(BrevCredential credential)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await credential.GetTokenAsync(forceRefresh: true);
                return;
            }
            catch (BrevConnectionException) when (attempt < 60)
            {
                _brev.Clock.Advance(TimeSpan.FromSeconds(13));
            }
        }
    }

    /// <summary>The other instance is told, or asks, as soon as it is connected again.</summary>
    private async Task AdoptAsync(BrevCredential credential)
    {
        for (var attempt = 0; (await credential.GetTokenAsync()).Token != _brev.Valid; attempt++)
        {
            Assert.InRange(attempt, 0, 10_000);
            _brev.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await _brev.SettleAsync();
            await _stores[1].LoadQuietlyAsync();
        }
    }
}
