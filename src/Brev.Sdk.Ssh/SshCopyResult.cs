namespace Brev.Sdk;

/// <summary>What has been copied.</summary>
/// <param name="Files">The number of files.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record SshCopyResult(int Files, long Bytes)
{
    /// <summary>
    /// What was left out, by its path: symbolic links that lead out of the folder or nowhere, and what is neither file nor folder, such as
    /// sockets and devices. Links within the folder are copied as links.
    /// </summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>How often copying went on over a new connection.</summary>
    public int Resumes { get; init; }
}
