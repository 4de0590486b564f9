using Brev.Sdk.Credentials;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>
/// The brev CLI takes no lock: held up for long enough between its reading and its writing, it puts a refresh token back that is used up,
/// after the program that refreshed the login has looked away, or has ended.
/// </summary>
public sealed class LostUpdateGuardTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly string _first = TestToken.Create(Now, Now.AddHours(1), TestToken.Auth0Issuer);
    private readonly string _second = TestToken.Create(Now.AddMinutes(56), Now.AddHours(2), TestToken.Auth0Issuer);

    private string File => _folder.File();

    private string Successor => File + ".successor";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_that_finds_the_used_up_login_reads_its_successor_beside_the_API_key_of_the_file()
    {
        await RefreshAsync();
        CredentialsFile.Write(File, _first, "one-use-0", file => (file["api_key"], file["api_key_org_id"]) = ("bak-canary", "org"));

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal(
            (_second, "one-use-1", "bak-canary", "org"),
            (found!.AccessToken, found.RefreshToken, found.ApiKey, found.ApiKeyOrganizationId));
    }

    [Fact]
    public async Task A_reading_of_the_used_up_login_writes_nothing()
    {
        await RefreshAsync();
        PutBack();
        var before = Directory.GetFiles(_folder.Path).Order().Select(path => (path, System.IO.File.ReadAllText(path))).ToList();

        await new CredentialsFileStore(File).LoadAsync(default);

        Assert.Equal(before, Directory.GetFiles(_folder.Path).Order().Select(path => (path, System.IO.File.ReadAllText(path))));
    }

    [Fact]
    public async Task A_file_that_is_put_right_keeps_its_API_key_and_the_members_that_the_SDK_does_not_know()
    {
        await RefreshAsync();
        CredentialsFile.Write(File, _first, "one-use-0", file => (file["api_key"], file["newer"]) = ("bak-canary", "kept"));

        await PutRightAsync();

        var file = CredentialsFile.Read(File);
        Assert.Equal((_second, "one-use-1"), (CredentialsFile.AccessToken(File), file["refresh_token"]!.GetValue<string>()));
        Assert.Equal(("bak-canary", "kept"), (file["api_key"]!.GetValue<string>(), file["newer"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_used_up_login_that_is_put_back_again_after_the_file_was_put_right_is_replaced_before_the_lock_is_given_back()
    {
        await RefreshAsync();
        PutBack();

        await PutRightAsync(meanwhile: PutBack);

        Assert.Equal(_second, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task The_successor_of_a_used_up_login_counts_where_the_file_cannot_be_put_right()
    {
        await RefreshAsync();
        PutBack();

        var found = await LoadAsync(new CredentialsFileStore(File, flush: new FullDisk()));

        Assert.Equal((_second, "one-use-1"), (found!.AccessToken, found.RefreshToken));
        Assert.Equal(_first, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_login_that_is_not_the_used_up_one_has_no_successor_whatever_its_age()
    {
        await RefreshAsync();
        CredentialsFile.Write(File, _first, "of another device");

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((_first, "of another device"), (found!.AccessToken, found.RefreshToken));
    }

    [Fact]
    public async Task It_is_for_its_owner_alone_and_only_the_tokens_that_it_replaced_open_it()
    {
        await RefreshAsync();

        var content = await System.IO.File.ReadAllBytesAsync(Successor);

        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(Successor));
        Assert.All([_first, _second, "one-use-0", "one-use-1", "access_token"], text =>
            Assert.Equal(-1, content.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Null(Find(_first, "one-use-1"));
        Assert.Null(Find(_first, null));
        Assert.Null(Find(_second, "one-use-0"));
        Assert.Equal("one-use-1", Find(_first, "one-use-0")!.RefreshToken);
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

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("1.")]
    [InlineData("1.AAAA")]
    [InlineData("1.*")]
    [InlineData("2.{0}")]
    [InlineData("1.A{0}")]
    [InlineData("{1}")]
    public async Task A_damaged_one_is_none(string damaged)
    {
        await RefreshAsync();
        PutBack();
        var line = (await System.IO.File.ReadAllTextAsync(Successor)).Trim();
        var flipped = line[..60] + (line[60] == 'A' ? 'B' : 'A') + line[61..];
        await System.IO.File.WriteAllTextAsync(
            Successor, string.Format(System.Globalization.CultureInfo.InvariantCulture, damaged, line[2..], flipped));

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((_first, "one-use-0"), (found!.AccessToken, found.RefreshToken));
    }

    [Fact]
    public async Task Where_none_can_be_written_the_login_is_stored_all_the_same()
    {
        Directory.CreateDirectory(Successor);

        await RefreshAsync();

        Assert.Equal(_second, CredentialsFile.AccessToken(File));
        Assert.Equal(_second, (await LoadAsync(new CredentialsFileStore(File)))!.AccessToken);
    }

    [Fact]
    public async Task A_refresh_token_that_does_not_rotate_costs_no_record_beside_the_file()
    {
        CredentialsFile.Write(File, _first, "session:device");
        var store = new CredentialsFileStore(File);
        await using (await store.LockAsync(default))
        {
            var read = await store.LoadAsync(default);
            await store.ReplaceAsync(read! with { AccessToken = _second }, read, default);
        }

        Assert.Equal(_second, CredentialsFile.AccessToken(File));
        Assert.False(System.IO.File.Exists(Successor));
    }

    [Fact]
    public async Task A_login_without_a_refresh_token_leaves_nothing_behind()
    {
        CredentialsFile.Write(File, _first, "");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);

        var read = await store.LoadAsync(default);
        await store.ReplaceAsync(read! with { AccessToken = _second }, read, default);

        Assert.False(System.IO.File.Exists(Successor));
    }

    [Fact]
    public async Task Signing_out_and_signing_in_delete_it_and_what_a_killed_process_left_of_it()
    {
        var leftover = _folder.File(".credentials.json.successor.brev-0123.tmp");
        var store = new CredentialsFileStore(File);
        await RefreshAsync();
        await System.IO.File.WriteAllTextAsync(leftover, "canary");
        await using (await store.LockAsync(default))
        {
            await store.SaveAsync(new BrevStoredCredential { AccessToken = _first, RefreshToken = "another" }, default);
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
            await store.ReplaceAsync(read! with { AccessToken = _second, RefreshToken = "one-use-1" }, read, default);
            Assert.Equal((_second, false), (CredentialsFile.AccessToken(File), System.IO.File.Exists(Successor)));
        }

        Assert.True(System.IO.File.Exists(Successor));
    }

    [Fact]
    public async Task The_guards_file_goes_with_the_CLIs_own_sign_out_at_the_next_look()
    {
        await RefreshAsync();
        System.IO.File.Delete(File);

        await new CredentialsFileStore(File).LoadAsync(default);

        Assert.False(System.IO.File.Exists(Successor));
    }

    [Fact]
    public async Task A_folder_that_is_deleted_before_the_lock_is_given_back_stays_deleted()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "brev")).FullName;
        var file = Path.Combine(folder, "credentials.json");
        CredentialsFile.Write(file, _first, "one-use-0");
        var store = new CredentialsFileStore(file);
        var held = await store.LockAsync(default);
        var reading = await store.ReadAsync(null, default);
        await store.ReplaceAsync(reading.TokenSet! with { AccessToken = _second, RefreshToken = "one-use-1" }, reading.Stored, default);
        Directory.Delete(folder, recursive: true);

        await held.DisposeAsync();

        Assert.False(Directory.Exists(folder));
    }

    private BrevStoredCredential? Find(string accessToken, string? refreshToken) =>
        new LostUpdateGuard(File, new CredentialsFileReader(
            File, File, TimeProvider.System), new AtomicFile(DiskFlush.Default, TimeProvider.System), TimeProvider.System)
            .FindSuccessor(new BrevStoredCredential { AccessToken = accessToken, RefreshToken = refreshToken });

    private async Task PutRightAsync(Action? meanwhile = null)
    {
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        var reading = await store.ReadAsync(null, default);
        Assert.True(reading.IsPutBack);
        await store.ReplaceAsync(reading.TokenSet!, reading.Stored, default);
        meanwhile?.Invoke();
    }

    private static async Task<BrevStoredCredential?> LoadAsync(CredentialsFileStore store)
    {
        await using var held = await store.LockAsync(default);
        return await store.LoadAsync(default);
    }

    private void PutBack() => CredentialsFile.Write(File, _first, "one-use-0");

    private async Task RefreshAsync()
    {
        PutBack();
        await RefreshAsync("one-use-1", _second);
    }

    private async Task RefreshAsync(string refreshToken, string accessToken)
    {
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        var read = await store.LoadAsync(default);
        await store.ReplaceAsync(read! with { AccessToken = accessToken, RefreshToken = refreshToken }, read, default);
    }
}
