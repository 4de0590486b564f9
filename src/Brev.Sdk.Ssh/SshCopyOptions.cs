namespace Brev.Sdk;

/// <summary>How to copy files.</summary>
public sealed class SshCopyOptions
{
    /// <summary>Told of what has been copied, at most once for each megabyte and at the end of each file. Default: none.</summary>
    public IProgress<SshCopyProgress>? Progress { get; set; }

    /// <summary>
    /// How often copying goes on over a new connection after one has broken without anything arriving in between. Default: 5. Bounds: 0 to
    /// 100.
    /// </summary>
    public int MaxResumes { get; set; } = 5;

    /// <summary>How many files are copied at once. Default: 8. Bounds: 1 to 64.</summary>
    public int ParallelFiles { get; set; } = 8;
}
