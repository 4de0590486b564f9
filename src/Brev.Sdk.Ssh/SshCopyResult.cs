namespace Brev.Sdk;

/// <summary>What has been copied.</summary>
/// <param name="Files">The number of files.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record SshCopyResult(int Files, long Bytes)
{
    /// <summary>
    /// What was left out, by its path: symbolic links that lead out of the folder, nowhere or in a circle; what is neither file nor folder,
    /// such as pipes, sockets and devices; parts that a broken copy has left (<c>.*.brev-part</c>); names that are not UTF-8, with U+FFFD
    /// for their odd bytes; and, in a download, names that this system does not take, such as those with a colon on Windows, and links
    /// where Windows does not let this user make any. Links within the folder are copied as links.
    /// </summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>How often copying went on over a new connection.</summary>
    public int Resumes { get; init; }
}
