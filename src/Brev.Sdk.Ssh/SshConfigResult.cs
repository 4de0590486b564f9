namespace Brev.Sdk;

/// <summary>What has been written for OpenSSH.</summary>
/// <param name="Path">The file with the entries.</param>
/// <param name="KeyPath">The private key that they name.</param>
public sealed record SshConfigResult(string Path, string KeyPath)
{
    /// <summary>The machines that <c>ssh</c> reaches by their alias, in the order of the file.</summary>
    public IReadOnlyList<SshConfigHost> Hosts { get; init; } = [];

    /// <summary>The machines that were left out, and why.</summary>
    public IReadOnlyList<SshConfigSkip> Skipped { get; init; } = [];
}
