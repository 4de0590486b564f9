namespace Brev.Sdk.Redis;

/// <summary>The options of a client's refresh in a container, made once, for its store and for its credential.</summary>
internal sealed class FleetOptions(BrevCredentialOptions credential)
{
    /// <summary>
    /// How much longer than an attempt at the provider the lock lives: a lock that is lost in the middle has three quarters of its life
    /// left, so that its owner has its answer, or has given up, before another instance gets it.
    /// </summary>
    private const double Margin = 1.5;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    public BrevCredentialOptions Credential { get; } = credential;

    /// <summary>
    /// The shortest life of the lock that keeps two instances from presenting one refresh token. A timeout out of its bounds is told by the
    /// credential, and asks nothing of the lock.
    /// </summary>
    public TimeSpan LeastLockExpiry => Credential.RefreshTimeout <= LongestTimeout ? Credential.RefreshTimeout * Margin : TimeSpan.Zero;

    /// <exception cref="ArgumentException">The lock does not outlive an attempt at the provider.</exception>
    public void Validate(BrevRedisCredentialStoreOptions store)
    {
        if (store.LockExpiry < LeastLockExpiry)
        {
            throw new ArgumentException(
                $"{nameof(BrevRedisCredentialStoreOptions)}.{nameof(store.LockExpiry)} is {store.LockExpiry}, less than half as "
                    + $"long again as {nameof(BrevCredentialOptions)}.{nameof(Credential.RefreshTimeout)} "
                    + $"({Credential.RefreshTimeout}): a lock that is lost would let two instances spend one refresh token. "
                    + $"Set it to {LeastLockExpiry} or more, or leave it.",
                nameof(store));
        }
    }
}
