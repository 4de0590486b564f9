using Brev.Sdk.Stores;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>What the provider has given and the disk has no room for.</summary>
public sealed class UnsavedTokenTests : SharedFileCase
{
    private const int NotSaved = 20;

    [Rule("5.8")]
    [Fact]
    public async Task A_full_disk_costs_nobody_the_token_and_the_file_gets_it_later()
    {
        await using var stage = await StartAsync();
        var disk = new FullDisk();
        var credential = stage.Own(BrevCredential.FromStore(new CredentialsFileStore(File, stage.Clock, disk), stage.CredentialOptions()));

        var token = await credential.GetTokenAsync(forceRefresh: true);
        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(stage.FirstToken, CredentialsFile.AccessToken(File));
        Assert.Contains(stage.Log.Warnings, warning => warning.Contains("No space left", StringComparison.Ordinal));
        disk.IsFull = false;
        var next = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(next.Token, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_login_that_waits_unsaved_is_written_when_the_credential_ends_even_over_a_file_that_was_cut_off()
    {
        await using var stage = await StartAsync();
        var disk = new FullDisk();
        var credential = BrevCredential.FromStore(new CredentialsFileStore(File, TimeProvider.System, disk), stage.CredentialOptions());
        var token = await credential.GetTokenAsync(forceRefresh: true);
        System.IO.File.WriteAllText(File, "");
        disk.IsFull = false;

        await credential.DisposeAsync();

        Assert.Equal(token.Token, CredentialsFile.AccessToken(File));
    }

    [Rule("5.8")]
    [Theory]
    [InlineData("")]
    [InlineData("{\"access_token\": \"eyJ")]
    public async Task A_file_that_was_read_cut_off_in_between_does_not_lose_what_waits_unsaved(string left)
    {
        await using var stage = await StartAsync();
        var disk = new FullDisk();
        var credential = BrevCredential.FromStore(new CredentialsFileStore(File, TimeProvider.System, disk), stage.CredentialOptions());
        var token = await credential.GetTokenAsync(forceRefresh: true);
        System.IO.File.WriteAllText(File, left);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 503);
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));
        disk.IsFull = false;

        await credential.DisposeAsync();

        Assert.Equal(token.Token, CredentialsFile.AccessToken(File));
    }

    [Rule("5.8")]
    [Fact]
    public async Task Saves_that_fail_one_after_the_other_are_told_once_until_one_has_succeeded()
    {
        await using var stage = await StartAsync();
        var disk = new FullDisk();
        var credential = stage.Own(
            BrevCredential.FromStore(new CredentialsFileStore(File, TimeProvider.System, disk), stage.CredentialOptions()));

        await credential.GetTokenAsync(forceRefresh: true);
        await credential.GetTokenAsync(forceRefresh: true);
        var whileFull = stage.Log.Count(NotSaved);
        disk.IsFull = false;
        await credential.GetTokenAsync(forceRefresh: true);
        disk.IsFull = true;
        await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal((1, 2), (whileFull, stage.Log.Count(NotSaved)));
    }
}
