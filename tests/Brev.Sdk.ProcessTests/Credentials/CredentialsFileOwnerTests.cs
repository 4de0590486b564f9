using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;
using Brev.Sdk.ProcessTests.Credentials.Processes;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.ProcessTests.Credentials;

/// <summary>
/// Whose the files are that root writes, as after sudo. Who is not root creates what is the own in any case, so that the same statements hold.
/// </summary>
public sealed class CredentialsFileOwnerTests(RenewingProgram program) : IClassFixture<RenewingProgram>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    private string LockFile => File + ".lock";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_owner_of_the_file_stays_its_owner_and_the_lock_file_belongs_to_the_owner_of_the_folder()
    {
        CredentialsFile.Write(File, "old", "old");
        Ownership.Give(File, Ownership.Somebody);
        Ownership.Give(_folder.Path, Ownership.Somebody);

        await SaveAsync(File);

        Assert.Equal("new", CredentialsFile.AccessToken(File));
        Assert.Equal((Ownership.Somebody, Ownership.Somebody), (Ownership.Of(File), Ownership.Of(LockFile)));
    }

    [Fact]
    public async Task A_file_of_the_own_user_in_a_folder_of_another_one_stays_the_own()
    {
        CredentialsFile.Write(File, "old", "old");
        Ownership.Give(_folder.Path, Ownership.Somebody);

        await SaveAsync(File);

        Assert.Equal(Ownership.Own, Ownership.Of(File));
    }

    [Fact]
    public async Task New_folders_and_what_is_in_them_belong_to_the_owner_of_the_folder_around_them()
    {
        Ownership.Give(_folder.Path, Ownership.Somebody);
        var path = Path.Combine(_folder.Path, "home", ".brev", "credentials.json");

        await SaveAsync(path);

        string[] created = [path, path + ".lock", Path.GetDirectoryName(path)!, Path.Combine(_folder.Path, "home")];
        Assert.All(created, entry => Assert.Equal(Ownership.Somebody, Ownership.Of(entry)));
    }

    [Fact]
    public async Task The_active_organization_belongs_to_the_owner_of_the_folder()
    {
        Ownership.Give(_folder.Path, Ownership.Somebody);

        await BrevLogin.SignInWithApiKeyAsync("bak-canary", "org-1", new BrevLoginOptions { CredentialsPath = File, AskBrev = false });

        Assert.Equal((Ownership.Somebody, Ownership.Somebody), (Ownership.Of(File), Ownership.Of(_folder.File("active_org.json"))));
    }

    [Theory]
    [InlineData("symbolic link")]
    [InlineData("hard link")]
    [InlineData("with something in it")]
    public async Task What_somebody_puts_in_the_place_of_the_lock_file_is_not_given_away(string trick)
    {
        using var elsewhere = new TemporaryFolder();
        var victim = elsewhere.File("victim");
        await System.IO.File.WriteAllTextAsync(victim, "");
        Ownership.Give(_folder.Path, Ownership.Somebody);
        CredentialsFile.Write(File, "old", "old");
        switch (trick)
        {
            case "symbolic link":
                System.IO.File.CreateSymbolicLink(LockFile, victim);
                break;
            case "hard link":
                Tool.Output("ln", victim, LockFile);
                break;
            default:
                await System.IO.File.WriteAllTextAsync(victim = LockFile, "mine");
                break;
        }

        await SaveAsync(File);

        Assert.Equal(Ownership.Own, Ownership.Of(victim));
    }

    [Fact]
    public async Task A_link_in_the_way_to_a_folder_of_root_gives_nothing_of_it_away()
    {
        using var elsewhere = new TemporaryFolder();
        Ownership.Give(_folder.Path, Ownership.Somebody);
        Directory.CreateSymbolicLink(_folder.File(".brev"), elsewhere.Path);

        await SaveAsync(Path.Combine(_folder.Path, ".brev", "credentials.json"));

        Assert.Equal((Ownership.Own, Ownership.Own), (Ownership.Of(elsewhere.File()), Ownership.Of(elsewhere.Path)));
    }

    [Fact]
    public async Task An_owner_that_cannot_be_changed_does_not_fail_the_save()
    {
        await using var provider = await LoopbackServer.StartAsync();
        CredentialsFile.Write(File, "old", "old");
        Ownership.Give(File, Ownership.Somebody);
        Ownership.Give(_folder.Path, Ownership.Somebody);
        Tool.Output("chmod", "777", _folder.Path);
        Tool.Output("chmod", "644", File);
        var token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));

        var lines = await program.RunAsync(RenewingProgram.AsAnOrdinaryUser, File, provider, token, "load");

        Assert.Equal(["signed in", "token " + token], lines);
        Assert.Equal((token, Ownership.Own), (CredentialsFile.AccessToken(File), Ownership.Of(File)));
    }

    private static async Task SaveAsync(string path)
    {
        var store = new CredentialsFileStore(path);
        await using var held = await store.LockAsync(default);
        await store.SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "new" }, default);
    }
}
