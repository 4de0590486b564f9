using System.Globalization;

namespace Brev.Sdk.Ssh.ProcessTests;

/// <summary>
/// How much goes over the wire: so much that it takes seconds for each push, and as much as <c>BREV_SSH_PROOF_MB</c> says in the night.
/// </summary>
internal static class ProofSize
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Whether the size was asked for, as in the night, on a machine that does nothing else.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("BREV_SSH_PROOF_MB") is { Length: > 0 };

    public static long Bytes { get; } =
        Megabyte * (Environment.GetEnvironmentVariable("BREV_SSH_PROOF_MB") is { Length: > 0 } set
            ? int.Parse(set, CultureInfo.InvariantCulture)
            : 64);
}
