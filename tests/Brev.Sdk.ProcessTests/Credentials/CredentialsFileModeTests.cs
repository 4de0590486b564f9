using System.Runtime.Versioning;
using Brev.Sdk.Credentials;
using Brev.Sdk.ProcessTests.Credentials.Processes;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Conventions;
using Brev.Sdk.Tests.Credentials.Files;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.ProcessTests.Credentials;

/// <summary>Who may read what the store writes.</summary>
public sealed class CredentialsFileModeTests(RefreshingProgram program) : IClassFixture<RefreshingProgram>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Rule("5.1")]
    [UnsupportedOSPlatform("windows")]
    [UnixFact]
    public async Task The_file_is_its_owners_alone_even_when_the_CLI_left_it_readable_for_all_and_the_folder_keeps_its_mode()
    {
        const UnixFileMode GroupFolder = UnixFileMode.UserRead
            | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        System.IO.File.SetUnixFileMode(_folder.Path, GroupFolder);
        CredentialsFile.Write(File, "old", "old");
        System.IO.File.SetUnixFileMode(
            File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

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

    [Fact]
    public async Task No_umask_lets_anybody_else_in()
    {
        await using var provider = await LoopbackServer.StartAsync();
        var path = Path.Combine(_folder.Path, ".brev", "credentials.json");
        var token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));

        var lines = await program.RunAsync(RefreshingProgram.After("umask 0"), path, provider, token);

        Assert.Equal("signed in", Assert.Single(lines));
        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(path));
        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(path + ".lock"));
        Assert.Equal(CredentialsFile.OwnerOnly | UnixFileMode.UserExecute, CredentialsFile.Mode(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_an_error_that_says_so_and_signing_in_is_the_way_out()
    {
        await using var provider = await LoopbackServer.StartAsync();
        CredentialsFile.Write(File, "canary", "canary");
        Tool.Output("chmod", "0", File);
        var token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));

        var lines = await program.RunAsync(RefreshingProgram.AsAnOrdinaryUser, File, provider, "load", token, "begin again", "load");

        Assert.StartsWith(
            $"{nameof(BrevConfigurationException)}: The credentials file '{File}' cannot be read: Access to the path '{File}' is denied.",
            lines[0],
            StringComparison.Ordinal);
        Assert.Equal(["signed in", "token " + token], lines.Skip(1));
        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(File));
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public async Task An_API_key_is_not_put_over_a_login_that_may_not_be_read()
    {
        await using var provider = await LoopbackServer.StartAsync();
        CredentialsFile.Write(File, "canary", "canary");
        Tool.Output("chmod", "0", File);

        var lines = await program.RunAsync(RefreshingProgram.AsAnOrdinaryUser, File, provider, "bak-canary");

        Assert.StartsWith(
            $"{nameof(BrevException)}: The login in '{File}' could not be stored: ", Assert.Single(lines), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(_folder.File("active_org.json")));
        Tool.Output("chmod", "600", File);
        Assert.Equal("canary", CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_folder_that_may_not_be_listed_takes_the_new_login()
    {
        await using var provider = await LoopbackServer.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "closed")).FullName;
        var path = Path.Combine(folder, "credentials.json");
        var token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        Tool.Output("chmod", "300", folder);

        var lines = await program.RunAsync(RefreshingProgram.AsAnOrdinaryUser, path, provider, token, "load");

        Tool.Output("chmod", "700", folder);
        Assert.Equal(["signed in", "token " + token], lines);
    }
}
