using Brev.Sdk.Credentials;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>What is read and written after a used-up login was put back.</summary>
public sealed class LostUpdateGuardTests : UsedUpLoginCase
{
    [Fact]
    public async Task A_program_that_finds_the_used_up_login_reads_its_successor_beside_the_API_key_of_the_file()
    {
        await RefreshAsync();
        CredentialsFile.Write(File, First, "one-use-0", file => (file["api_key"], file["api_key_org_id"]) = ("bak-canary", "org"));

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal(
            (Second, "one-use-1", "bak-canary", "org"),
            (found!.AccessToken, found.RefreshToken, found.ApiKey, found.ApiKeyOrganizationId));
    }

    [Fact]
    public async Task A_reading_of_the_used_up_login_writes_nothing()
    {
        await RefreshAsync();
        PutBack();
        var before = Directory.GetFiles(Folder.Path).Order().Select(path => (path, System.IO.File.ReadAllText(path))).ToList();

        await new CredentialsFileStore(File).LoadAsync(default);

        Assert.Equal(before, Directory.GetFiles(Folder.Path).Order().Select(path => (path, System.IO.File.ReadAllText(path))));
    }

    [Fact]
    public async Task A_file_that_is_put_right_keeps_its_API_key_and_the_members_that_the_SDK_does_not_know()
    {
        await RefreshAsync();
        CredentialsFile.Write(File, First, "one-use-0", file => (file["api_key"], file["newer"]) = ("bak-canary", "kept"));

        await PutRightAsync();

        var file = CredentialsFile.Read(File);
        Assert.Equal((Second, "one-use-1"), (CredentialsFile.AccessToken(File), file["refresh_token"]!.GetValue<string>()));
        Assert.Equal(("bak-canary", "kept"), (file["api_key"]!.GetValue<string>(), file["newer"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_used_up_login_that_is_put_back_again_after_the_file_was_put_right_is_replaced_before_the_lock_is_given_back()
    {
        await RefreshAsync();
        PutBack();

        await PutRightAsync(meanwhile: PutBack);

        Assert.Equal(Second, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task The_successor_of_a_used_up_login_counts_where_the_file_cannot_be_put_right()
    {
        await RefreshAsync();
        PutBack();

        var found = await LoadAsync(new CredentialsFileStore(File, flush: new FullDisk()));

        Assert.Equal((Second, "one-use-1"), (found!.AccessToken, found.RefreshToken));
        Assert.Equal(First, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_login_that_is_not_the_used_up_one_has_no_successor_whatever_its_age()
    {
        await RefreshAsync();
        CredentialsFile.Write(File, First, "of another device");

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((First, "of another device"), (found!.AccessToken, found.RefreshToken));
    }

    [Fact]
    public async Task A_writer_that_slept_through_several_refreshs_puts_back_a_login_whose_successors_are_followed_to_the_last()
    {
        PutBack();
        var tokens = Enumerable.Range(0, 7)
            .Select(minute => TestToken.Create(Now.AddMinutes(minute), Now.AddHours(1), TestToken.Auth0Issuer)).ToList();
        for (var refresh = 1; refresh <= 6; refresh++)
        {
            await RefreshAsync($"one-use-{refresh}", tokens[refresh]);
        }

        CredentialsFile.Write(File, tokens[2], "one-use-2");
        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((tokens[6], "one-use-6"), (found!.AccessToken, found.RefreshToken));
        Assert.Equal(4, System.IO.File.ReadLines(Successor).Count());
    }

    [Fact]
    public async Task A_writer_that_put_a_login_back_and_then_puts_it_back_again_after_the_next_refresh_harms_nobody()
    {
        await RefreshAsync();
        PutBack();
        var third = TestToken.Create(Now.AddMinutes(110), Now.AddHours(3), TestToken.Auth0Issuer);
        await RefreshAsync("one-use-2", third);
        PutBack();

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((third, "one-use-2"), (found!.AccessToken, found.RefreshToken));
    }
}
