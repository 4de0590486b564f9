using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>
/// Where a fleet keeps its login. Set a <see cref="ConnectionString"/> or a <see cref="ConnectionMultiplexer"/>, and a
/// <see cref="DataProtectionProvider"/>; everything else has a working default. A store reads the options once, when it is created.
/// </summary>
public sealed class BrevRedisCredentialStoreOptions
{
    /// <summary>
    /// How to reach Redis, as StackExchange.Redis writes it: <c>redis.example.com:6380,ssl=true,user=brev,password=…</c>, several hosts for
    /// a cluster or a server with replicas, <c>serviceName=…</c> for Sentinel. Default: <see langword="null"/>. The store connects at its
    /// first use, and disposes the connection. Secret.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// A connection that the application has already, instead of a <see cref="ConnectionString"/>. Default: <see langword="null"/>. The
    /// store does not dispose it.
    /// </summary>
    public IConnectionMultiplexer? ConnectionMultiplexer { get; set; }

    /// <summary>
    /// What encrypts the login, so that neither Redis nor its backups hold a token in clear. Required; in a container it is the one of
    /// <c>AddDataProtection()</c>. The whole fleet needs the same keys and the same application name; keep the keys elsewhere than in this
    /// Redis, or protect them with a certificate.
    /// </summary>
    public IDataProtectionProvider? DataProtectionProvider { get; set; }

    /// <summary>
    /// What the names of the keys begin with. Default: <c>brev</c>. Applications that share a Redis and no login take different ones.
    /// </summary>
    public string KeyPrefix { get; set; } = "brev";

    /// <summary>
    /// Which login: each account has a key of its own. Default: <c>default</c>. Any text, such as the name of a service or an e-mail
    /// address: Redis shows only its hash.
    /// </summary>
    public string Account { get; set; } = "default";

    /// <summary>
    /// How long the lock of a refresh outlives its owner: as long as another instance waits when the owner has been killed in the middle.
    /// It is extended every quarter of this time while the owner lives. An owner's claim on the login is given up after another
    /// instance has seen it unchanged for as long, however many waits for the lock that takes: an owner whose lock was lost can still hear
    /// the provider's answer, and store it. Default: 45 seconds, half as long again as
    /// <see cref="BrevCredentialOptions.RefreshTimeout"/>: an owner that loses Redis while it asks the provider has its answer, or has
    /// given up, before another one can get the lock. With a longer timeout <c>UseRedisCredentialStore</c> takes half as long again;
    /// with <see cref="BrevCredential.FromStore"/> set it so. Both refuse less. Bounds: 1 second to 15 minutes.
    /// </summary>
    public TimeSpan LockExpiry { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How often Redis is asked for changes while it cannot announce them, because publish and subscribe is not allowed or its connection
    /// is broken. Default: 30 seconds. Bounds: 1 second to 1 hour.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after the end of its access token a login that can be refreshed stays in Redis; every refresh begins it anew, so what is
    /// used never expires. Default: 30 days. Bounds: 1 hour to 10 years. A login that cannot be refreshed expires with its token; an API
    /// key stays, because its end is not known here.
    /// </summary>
    public TimeSpan KeepUnused { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The clock of polling and of expiry. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the store writes its log. Default: nowhere; in a container it is the container's.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;
}
