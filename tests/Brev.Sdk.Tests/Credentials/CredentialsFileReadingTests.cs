using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;
using Brev.Sdk.Tests.Fixtures;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>Reading the file that is shared with the brev CLI, from a real disk.</summary>
public sealed class CredentialsFileReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_missing_file_means_that_nobody_is_signed_in_and_is_not_created_by_reading()
    {
        Assert.Null(await new CredentialsFileStore(File).LoadAsync(default));
        Assert.Null(await new CredentialsFileStore(Path.Combine(_folder.Path, "no", "such", "folder.json")).LoadAsync(default));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"access_token":"","refresh_token":""}""")]
    [InlineData("""{"access_token":"auto-login","refresh_token":"auto-login"}""")]
    [InlineData("""{"access_token":null,"refresh_token":null,"api_key":" "}""")]
    public async Task A_file_without_any_token_means_that_nobody_is_signed_in(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content);

        Assert.Null(await new CredentialsFileStore(File).LoadAsync(default));
    }

    [Rule("5.6")]
    [Theory]
    [InlineData("credentials-kas.json", true, true, false)]
    [InlineData("credentials-auth0.json", true, true, false)]
    [InlineData("credentials-api-key.json", false, false, true)]
    [InlineData("credentials-api-key-and-jwt.json", true, true, true)]
    [InlineData("credentials-auto-login-access.json", false, true, false)]
    [InlineData("credentials-auto-login-refresh.json", true, false, false)]
    [InlineData("credentials-pr361-timestamps.json", true, true, false)]
    public async Task Every_variant_that_the_CLI_writes_is_read_and_the_placeholder_counts_as_absent_in_either_slot(
        string fixture, bool access, bool refresh, bool apiKey)
    {
        await System.IO.File.WriteAllTextAsync(File, new Fixture(fixture, null, "file").Text);

        var credential = (await new CredentialsFileStore(File).LoadAsync(default))!;

        Assert.Equal(
            (access, refresh, apiKey),
            (credential.AccessToken is not null, credential.RefreshToken is not null, credential.ApiKey is not null));
    }

    [Rule("5.2")]
    [Theory]
    [InlineData("")]
    [InlineData("""{"access_token":"wh""")]
    public async Task A_file_that_the_CLI_is_just_writing_is_read_again_until_it_is_whole(string torn)
    {
        var clock = new PausingClock();
        await System.IO.File.WriteAllTextAsync(File, torn);
        var reading = new CredentialsFileStore(File, clock).LoadAsync(default).AsTask();
        await Task.WhenAny(clock.Paused, reading).WaitAsync(AuthenticationStage.Patience);
        CredentialsFile.Write(File, "whole", "r");
        clock.GoOn();

        Assert.Equal("whole", (await reading.WaitAsync(AuthenticationStage.Patience))!.AccessToken);
    }

    [Fact]
    public async Task A_byte_order_mark_other_letter_case_and_white_space_around_a_token_do_no_harm()
    {
        await System.IO.File.WriteAllTextAsync(File, """{"Access_Token":" one \n","REFRESH_TOKEN":"two"}""", new System.Text.UTF8Encoding(
            encoderShouldEmitUTF8Identifier: true));

        var credential = (await new CredentialsFileStore(File).LoadAsync(default))!;

        Assert.Equal(("one", "two"), (credential.AccessToken, credential.RefreshToken));
    }
}
