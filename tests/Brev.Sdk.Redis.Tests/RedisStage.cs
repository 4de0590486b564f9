using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>A Redis server, an identity provider, an API, and instances of a fleet that share a login.</summary>
public sealed class RedisStage : IAsyncDisposable
{
    public const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    private readonly List<BrevRedisCredentialStore> _stores = [];

    private RedisStage(RedisServer server, AuthenticationStage brev) => (Server, Brev) = (server, brev);

    public RedisServer Server { get; }

    public AuthenticationStage Brev { get; }

    public IDataProtectionProvider Keys { get; } = new EphemeralDataProtectionProvider();

    public BrevStoredCredential Login => new() { AccessToken = Brev.FirstToken, RefreshToken = RefreshToken };

    public static async Task<RedisStage> StartAsync(params string[] settings) =>
        new(await RedisServer.StartAsync(settings), await AuthenticationStage.StartAsync());

    /// <summary>The store of an instance, with a connection of its own.</summary>
    public BrevRedisCredentialStore Store(Action<BrevRedisCredentialStoreOptions>? configure = null)
    {
        var options = new BrevRedisCredentialStoreOptions
        {
            ConnectionString = Server.ConnectionString,
            DataProtectionProvider = Keys,
            LoggerFactory = Brev.Log,
            TimeProvider = Brev.Clock,
        };
        configure?.Invoke(options);
        var store = new BrevRedisCredentialStore(options);
        _stores.Add(store);
        return store;
    }

    /// <summary>The store of an instance, with the login in it; and a view into the server.</summary>
    public async Task<(BrevRedisCredentialStore Store, IDatabase Database)> StoredAsync(
        Action<BrevRedisCredentialStoreOptions>? configure = null)
    {
        var store = Store(configure);
        await store.SaveAsync(Login, default);
        return (store, (await Server.OperateAsync()).GetDatabase());
    }

    /// <summary>An instance: a store and the credential that uses it.</summary>
    public (BrevRedisCredentialStore Store, BrevCredential Credential) Instance(Action<BrevRedisCredentialStoreOptions>? configure = null)
    {
        var store = Store(configure);
        return (store, Brev.Own(BrevCredential.FromStore(store, Brev.CredentialOptions())));
    }

    public async ValueTask DisposeAsync()
    {
        await Brev.DisposeAsync();
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
