namespace Brev.Sdk.Ssh.Copying;

/// <summary>What there is to copy.</summary>
internal enum CopyKind
{
    File,
    Folder,
    Link,
    Other,
}
