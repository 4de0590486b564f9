using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;

namespace Brev.Sdk.Tests.Login;

/// <summary>Signing in and out while another process holds the lock of the credentials file for good.</summary>
public sealed class LoginLockTests
{
    // The clock of the stage jumps to the end of it as soon as somebody waits.
    private static readonly TimeSpan RefreshTimeout = TimeSpan.FromSeconds(5);

    // Long enough for another process to ask its identity provider twice in vain, with a wait before and after.
    private static readonly TimeSpan Limit = RefreshTimeout * 4;

    [Fact]
    public async Task Signing_in_gives_up_after_the_limit_and_stores_nothing()
    {
        await using var stage = await LoginStage.StartAsync();
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        using var another = Another.ProcessHolds(stage.Path);

        var exception = await Assert.ThrowsAsync<BrevTimeoutException>(
            () => BrevLogin.SignInWithTokenAsync(token, Configure(stage)).WaitAsync(AuthenticationStage.Patience));

        Assert.Equal(Limit, exception.Timeout);
        Assert.Equal(
            $"Another process has held the lock of {stage.Path} for 20 seconds, so nothing was stored. End it, or try again.",
            exception.Message);
        Assert.False(File.Exists(stage.Path));
    }

    [Fact]
    public async Task Signing_in_with_an_API_key_gives_up_after_the_limit_and_leaves_the_login_and_the_organization()
    {
        await using var stage = await LoginStage.StartAsync();
        CredentialsFile.Write(stage.Path, "an access token", "what refreshes it");
        using var another = Another.ProcessHolds(stage.Path);

        await Assert.ThrowsAsync<BrevTimeoutException>(
            () => BrevLogin.SignInWithApiKeyAsync("bak-canary", "org-1", Configure(stage)).WaitAsync(AuthenticationStage.Patience));

        Assert.False(CredentialsFile.Read(stage.Path).ContainsKey("api_key"));
        Assert.False(File.Exists(stage.ActiveOrganizationPath));
    }

    [Fact]
    public async Task Signing_out_gives_up_after_the_limit_and_deletes_nothing()
    {
        await using var stage = await LoginStage.StartAsync();
        CredentialsFile.Write(stage.Path, "an access token", "what refreshes it");
        using var another = Another.ProcessHolds(stage.Path);

        var exception = await Assert.ThrowsAsync<BrevTimeoutException>(() =>
            BrevLogin.SignOutAsync(Configure(stage)).WaitAsync(AuthenticationStage.Patience));

        Assert.Equal(
            $"Another process has held the lock of {stage.Path} for 20 seconds, so nothing was deleted. End it, or try again.",
            exception.Message);
        Assert.Equal("an access token", CredentialsFile.AccessToken(stage.Path));
    }

    [Fact]
    public async Task A_caller_that_gives_up_first_is_told_that_it_has()
    {
        await using var stage = await LoginStage.StartAsync();
        using var another = Another.ProcessHolds(stage.Path);
        var options = Configure(stage);
        options.Credential.RefreshTimeout = TimeSpan.FromMinutes(5);
        using var impatience = new CancellationTokenSource();
        var signingOut = BrevLogin.SignOutAsync(options, impatience.Token);

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signingOut.WaitAsync(AuthenticationStage.Patience));
    }

    [Fact]
    public async Task Signing_out_where_nobody_is_signed_in_creates_nothing()
    {
        await using var stage = await LoginStage.StartAsync();

        await BrevLogin.SignOutAsync(stage.Configure(new BrevLoginOptions()));

        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(stage.Path)!));
    }

    [Fact]
    public async Task A_sign_in_that_cannot_keep_other_processes_out_tells_so_in_the_log()
    {
        await using var stage = await LoginStage.StartAsync();
        Directory.CreateDirectory(stage.Path + ".lock");
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        var options = stage.Configure(new BrevLoginOptions());
        using var log = new CollectedLog();
        options.Credential.LoggerFactory = log;

        await BrevLogin.SignInWithTokenAsync(token, options);

        Assert.Equal(token, CredentialsFile.AccessToken(stage.Path));
        Assert.Contains(stage.Path + ".lock", Assert.Single(log.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, log.Count(23));
    }

    private static BrevLoginOptions Configure(LoginStage stage)
    {
        var options = stage.Configure(new BrevLoginOptions());
        options.Credential.RefreshTimeout = RefreshTimeout;
        return options;
    }
}
