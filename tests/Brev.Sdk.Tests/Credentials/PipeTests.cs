using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Conventions;
using Brev.Sdk.Tests.Credentials.Files;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>
/// A named pipe in the place of a file would block its reader until a program writes into it. Windows has none in folders.
/// </summary>
public sealed class PipeTests : SharedFileCase
{
    [UnixFact]
    public async Task A_pipe_in_the_place_of_the_credentials_file_is_a_clear_error()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        MakePipe(File);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() =>
            Create(stage).GetTokenAsync().AsTask().WaitAsync(AuthenticationStage.Patience));

        Assert.Contains($"'{File}' is a pipe or another device, not an ordinary file", exception.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_credential_whose_file_is_a_pipe_can_be_disposed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        MakePipe(File);
        var credential = Create(stage);
        var asking = credential.GetTokenAsync().AsTask();

        await credential.DisposeAsync().AsTask().WaitAsync(AuthenticationStage.Patience);

        await Assert.ThrowsAsync<BrevConfigurationException>(() => asking);
    }

    [UnixFact]
    public async Task A_pipe_in_the_place_of_the_lock_file_is_told_once_and_the_login_is_refreshed()
    {
        await using var stage = await StartAsync();
        MakePipe(File + ".lock");

        var token = await Create(stage).GetTokenAsync(forceRefresh: true).AsTask().WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(stage.Valid, token.Token);
        Assert.Contains("is a pipe", Assert.Single(stage.Log.Warnings), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_pipe_in_the_place_of_the_guards_file_costs_no_login()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(File, new OneUseRefreshTokens(stage).New(), "one-use-0");
        MakePipe(File + ".successor");

        await Create(stage).GetTokenAsync(forceRefresh: true).AsTask().WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(stage.Valid, CredentialsFile.AccessToken(File));
    }

    [UnixFact]
    public async Task A_pipe_in_the_place_of_the_active_organization_is_a_clear_error()
    {
        MakePipe(Folder.File("active_org.json"));

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(
            () => new ActiveOrganizationFile(Folder.Path).ReadAsync(default).AsTask().WaitAsync(AuthenticationStage.Patience));

        Assert.Contains("is a pipe", exception.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Signing_in_replaces_a_pipe_by_a_file()
    {
        MakePipe(File);
        var token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));

        await BrevLogin.SignInWithTokenAsync(token, new BrevLoginOptions { CredentialsPath = File, AskBrev = false }).WaitAsync(
            AuthenticationStage.Patience);

        Assert.Equal(token, CredentialsFile.AccessToken(File));
    }

    private static void MakePipe(string path) => Tool.Output("mkfifo", path);
}
