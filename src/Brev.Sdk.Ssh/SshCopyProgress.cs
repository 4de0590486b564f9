namespace Brev.Sdk;

/// <summary>How far copying has come.</summary>
/// <param name="Files">The files that are complete.</param>
/// <param name="TotalFiles">All files.</param>
/// <param name="Bytes">The bytes that have been copied.</param>
/// <param name="TotalBytes">All bytes.</param>
public sealed record SshCopyProgress(int Files, int TotalFiles, long Bytes, long TotalBytes);
