namespace Brev.Sdk.Ssh.HostKeys;

/// <summary>What has become of a presented host key.</summary>
internal sealed record HostKeyVerdict
{
    private HostKeyVerdict(string fingerprint) => Fingerprint = fingerprint;

    public string Fingerprint { get; }

    /// <summary>The key to keep, of a first connection.</summary>
    public KnownHost? NewKey { get; private init; }

    /// <summary>Why it is refused; <see langword="null"/> when it is trusted.</summary>
    public BrevSshException? Refusal { get; private init; }

    public static HostKeyVerdict Trusted(string fingerprint) => new(fingerprint);

    public static HostKeyVerdict First(string fingerprint, KnownHost key) => new(fingerprint) { NewKey = key };

    public static HostKeyVerdict Refused(string fingerprint, BrevSshException refusal) => new(fingerprint) { Refusal = refusal };
}
