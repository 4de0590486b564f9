using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;
using Brev.Sdk.ProcessTests.Credentials.Processes;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.ProcessTests.Credentials;

/// <summary>Whose the file is that a save replaces.</summary>
public sealed class CredentialsFileOwnerTests(RefreshingProgram program) : IClassFixture<RefreshingProgram>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sign_in_over_another_users_file_stores_the_login_as_a_file_of_the_own_user()
    {
        await using var provider = await LoopbackServer.StartAsync();
        CredentialsFile.Write(File, "old", "old");
        Ownership.Give(File, Ownership.Somebody);
        Ownership.Give(_folder.Path, Ownership.Somebody);
        Tool.Output("chmod", "777", _folder.Path);
        Tool.Output("chmod", "644", File);
        var token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));

        var lines = await program.RunAsync(RefreshingProgram.AsAnOrdinaryUser, File, provider, token, "load");

        Assert.Equal(["signed in", "token " + token], lines);
        Assert.Equal((token, Ownership.Own), (CredentialsFile.AccessToken(File), Ownership.Of(File)));
    }
}
