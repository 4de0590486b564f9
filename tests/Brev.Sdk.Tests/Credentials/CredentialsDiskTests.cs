using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>Disks that are full, or read-only.</summary>
public sealed class CredentialsDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_disk_that_fails_leaves_the_old_file_and_no_rubbish()
    {
        CredentialsFile.Write(File, "old", "old");

        await Assert.ThrowsAsync<IOException>(async () => await new CredentialsFileStore(File, flush: new FullDisk()).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default));

        Assert.Equal("old", CredentialsFile.AccessToken(File));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private sealed class FullDisk : DiskFlush
    {
        public override void FlushFile(FileStream file) => throw new IOException("No space left on device");
    }
}
