namespace Brev.Sdk.Ssh.HostKeys;

/// <summary>
/// The types of host keys to ask a machine for. It has keys of several types and presents one, so that asking for the type of the expected
/// key first keeps it from looking changed.
/// </summary>
/// <param name="First">The types of the keys that are expected.</param>
/// <param name="Never">Types whose key the machine has presented already, and that was not the expected one.</param>
internal sealed record HostKeyTypes(IReadOnlyList<string> First, IReadOnlyList<string> Never)
{
    private const string CertificateSuffix = "-cert-v01@openssh.com";

    /// <summary>Signatures of an RSA key have names of their own; the key itself has one.</summary>
    public static string TypeOf(string algorithm) => algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;

    public HostKeyTypes Without(string type) => this with { Never = [.. Never, type] };

    /// <summary>Certificates of hosts are left out: nothing here could check who has signed them.</summary>
    public IEnumerable<string> Order(IEnumerable<string> algorithms) => algorithms
        .Where(algorithm => !algorithm.EndsWith(CertificateSuffix, StringComparison.Ordinal) && !Never.Contains(TypeOf(algorithm)))
        .OrderByDescending(algorithm => First.Contains(TypeOf(algorithm)));
}
