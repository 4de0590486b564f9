using Brev.Sdk.Credentials;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>The file in which the guard keeps what has replaced a used-up login.</summary>
public sealed class LostUpdateGuardFileTests : UsedUpLoginCase
{
    [Fact]
    public async Task The_guards_file_is_for_its_owner_alone_and_only_the_tokens_that_it_replaced_open_it()
    {
        await RefreshAsync();

        var content = await System.IO.File.ReadAllBytesAsync(Successor);

        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(Successor));
        Assert.All([First, Second, "one-use-0", "one-use-1", "access_token"], text =>
            Assert.Equal(-1, content.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Null(Find(First, "one-use-1"));
        Assert.Null(Find(First, null));
        Assert.Null(Find(Second, "one-use-0"));
        Assert.Equal("one-use-1", Find(First, "one-use-0")!.RefreshToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("1.")]
    [InlineData("1.AAAA")]
    [InlineData("1.*")]
    [InlineData("2.{0}")]
    [InlineData("1.A{0}")]
    [InlineData("{1}")]
    public async Task A_damaged_guards_file_is_none(string damaged)
    {
        await RefreshAsync();
        PutBack();
        var line = (await System.IO.File.ReadAllTextAsync(Successor)).Trim();
        var flipped = line[..60] + (line[60] == 'A' ? 'B' : 'A') + line[61..];
        await System.IO.File.WriteAllTextAsync(
            Successor, string.Format(System.Globalization.CultureInfo.InvariantCulture, damaged, line[2..], flipped));

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((First, "one-use-0"), (found!.AccessToken, found.RefreshToken));
    }

    [Fact]
    public async Task Where_no_guards_file_can_be_written_the_login_is_stored_nevertheless()
    {
        Directory.CreateDirectory(Successor);

        await RefreshAsync();

        Assert.Equal(Second, CredentialsFile.AccessToken(File));
        Assert.Equal(Second, (await LoadAsync(new CredentialsFileStore(File)))!.AccessToken);
    }

    [Fact]
    public async Task A_refresh_token_that_does_not_rotate_costs_no_record_beside_the_file()
    {
        CredentialsFile.Write(File, First, "session:device");
        var store = new CredentialsFileStore(File);
        await using (await store.LockAsync(default))
        {
            var read = await store.LoadAsync(default);
            await store.ReplaceAsync(read! with { AccessToken = Second }, read, default);
        }

        Assert.Equal(Second, CredentialsFile.AccessToken(File));
        Assert.False(System.IO.File.Exists(Successor));
    }

    [Fact]
    public async Task A_login_without_a_refresh_token_leaves_nothing_behind()
    {
        CredentialsFile.Write(File, First, "");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);

        var read = await store.LoadAsync(default);
        await store.ReplaceAsync(read! with { AccessToken = Second }, read, default);

        Assert.False(System.IO.File.Exists(Successor));
    }

    [Fact]
    public async Task Signing_out_and_signing_in_delete_the_guards_file_and_what_a_killed_process_left_of_it()
    {
        var leftover = Folder.File(".credentials.json.successor.brev-0123.tmp");
        var store = new CredentialsFileStore(File);
        await RefreshAsync();
        await System.IO.File.WriteAllTextAsync(leftover, "canary");
        await using (await store.LockAsync(default))
        {
            await store.SaveAsync(new BrevStoredCredential { AccessToken = First, RefreshToken = "another" }, default);
        }

        Assert.False(System.IO.File.Exists(Successor) || System.IO.File.Exists(leftover));
        await RefreshAsync();
        Assert.True(System.IO.File.Exists(Successor));
        await using (await store.LockAsync(default))
        {
            await store.SaveAsync(new BrevStoredCredential(), default);
        }

        Assert.False(System.IO.File.Exists(Successor) || System.IO.File.Exists(File));
    }

    [Fact]
    public async Task After_a_sign_out_that_deletes_the_credentials_file_alone_nobody_is_signed_in()
    {
        await RefreshAsync();
        System.IO.File.Delete(File);

        Assert.Null(await LoadAsync(new CredentialsFileStore(File)));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task The_guards_file_is_written_after_the_credentials_file_and_before_the_lock_is_given_back()
    {
        PutBack();
        var store = new CredentialsFileStore(File);
        await using (await store.LockAsync(default))
        {
            var read = await store.LoadAsync(default);
            await store.ReplaceAsync(read! with { AccessToken = Second, RefreshToken = "one-use-1" }, read, default);
            Assert.Equal((Second, false), (CredentialsFile.AccessToken(File), System.IO.File.Exists(Successor)));
        }

        Assert.True(System.IO.File.Exists(Successor));
    }

    [Fact]
    public async Task The_guards_file_goes_with_the_CLIs_own_sign_out_after_the_next_look_of_a_credential()
    {
        await RefreshAsync();
        System.IO.File.Delete(File);
        var credential = BrevCredential.FromCredentialsFile(File);

        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());
        await credential.DisposeAsync();

        Assert.False(System.IO.File.Exists(Successor));
    }

    [Rule("5.9")]
    [Fact]
    public async Task A_reading_while_the_file_is_absent_for_a_moment_does_not_make_a_used_up_refresh_token_good_again()
    {
        await RefreshAsync();
        System.IO.File.Delete(File);
        Assert.Null(await new CredentialsFileStore(File).LoadAsync(default));
        PutBack();

        var found = await new CredentialsFileStore(File).LoadAsync(default);

        Assert.Equal((Second, "one-use-1"), (found!.AccessToken, found.RefreshToken));
    }

    [Fact]
    public async Task A_folder_that_is_deleted_before_the_lock_is_given_back_stays_deleted()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder.Path, "brev")).FullName;
        var file = Path.Combine(folder, "credentials.json");
        CredentialsFile.Write(file, First, "one-use-0");
        var store = new CredentialsFileStore(file);
        var held = await store.LockAsync(default);
        var reading = await store.ReadAsync(null, default);
        await store.ReplaceAsync(reading.TokenSet! with { AccessToken = Second, RefreshToken = "one-use-1" }, reading.Stored, default);
        Directory.Delete(folder, recursive: true);

        await held.DisposeAsync();

        Assert.False(Directory.Exists(folder));
    }
}
