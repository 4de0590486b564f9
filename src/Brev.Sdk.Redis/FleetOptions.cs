namespace Brev.Sdk.Redis;

/// <summary>The options of a client's refresh in a container, made once, for its store and for its credential.</summary>
internal sealed class FleetOptions(BrevCredentialOptions credential)
{
    /// <summary>What a credential asks of the lock of its store: half as long again as an attempt at the provider.</summary>
    private const double Margin = 1.5;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    public BrevCredentialOptions Credential { get; } = credential;

    /// <summary>
    /// The shortest life of the lock that the credential takes. A timeout out of its bounds is told by the credential, and asks nothing of
    /// the lock.
    /// </summary>
    public TimeSpan LeastLockExpiry => Credential.RefreshTimeout <= LongestTimeout ? Credential.RefreshTimeout * Margin : TimeSpan.Zero;
}
