using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>Who may read what the store writes.</summary>
public sealed class CredentialsFileModeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_file_is_its_owners_alone_even_when_the_CLI_left_it_readable_for_all_and_the_folder_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode GroupFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        System.IO.File.SetUnixFileMode(_folder.Path, GroupFolder);
        CredentialsFile.Write(File, "old", "old");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal(CredentialsFile.OwnerOnly, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(GroupFolder, System.IO.File.GetUnixFileMode(_folder.Path));
    }

    [Fact]
    public async Task A_missing_folder_is_made_for_its_owner_alone()
    {
        var path = Path.Combine(_folder.Path, ".brev", "credentials.json");

        await new CredentialsFileStore(path).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal("new", CredentialsFile.AccessToken(path));
        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(Path.GetDirectoryName(path)!) & ~UnixFileMode.UserExecute);
    }
}
