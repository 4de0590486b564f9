namespace Brev.Sdk.Ssh.Copying;

/// <summary>
/// The temporary name that a file has beside its place until it is complete. No two copies share one, so that they cannot mix, and it is
/// short, so that each name that a file can have leaves room for it.
/// </summary>
internal static class CopyPart
{
    private const string Suffix = ".brev-part";

    public static string NewName() => $".{Guid.NewGuid():N}{Suffix}";

    /// <summary>Whether a name is that of a part: what a broken copy has left, or another one is writing.</summary>
    public static bool IsOne(string name) => name.StartsWith('.') && name.EndsWith(Suffix, StringComparison.Ordinal);
}
