using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>
/// The brev CLI takes no lock: held up for long enough between its reading and its writing, it puts a refresh token back that is used up when whoever renewed
/// the login has looked away, or is gone.
/// </summary>
public sealed class LoginSuccessorTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly string _first = TestToken.Create(Now, Now.AddHours(1), TestToken.Auth0Issuer);
    private readonly string _second = TestToken.Create(Now.AddMinutes(56), Now.AddHours(2), TestToken.Auth0Issuer);

    private string File => _folder.File();

    private string Successor => File + ".successor";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_program_that_finds_the_used_up_login_under_the_lock_gets_its_successor_and_the_file_is_put_right()
    {
        await RenewAsync();
        CredentialsFile.Write(File, _first, "one-use-0", file => (file["api_key"], file["api_key_org_id"], file["newer"]) = ("bak-canary", "org", "kept"));

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((_second, "one-use-1", "bak-canary", "org"), (found!.AccessToken, found.RefreshToken, found.ApiKey, found.ApiKeyOrganizationId));
        var file = CredentialsFile.Read(File);
        Assert.Equal((_second, "one-use-1"), (CredentialsFile.AccessToken(File), file["refresh_token"]!.GetValue<string>()));
        Assert.Equal(("bak-canary", "kept"), (file["api_key"]!.GetValue<string>(), file["newer"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_is_put_back_right_after_the_file_was_put_right_is_replaced_before_the_lock_is_given_back()
    {
        await RenewAsync();
        PutBack();
        var store = new CredentialsFileStore(File);
        await using (await store.LockAsync(default))
        {
            await store.LoadAsync(default);
            PutBack();
        }

        Assert.Equal(_second, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task Where_the_file_cannot_be_put_right_the_successor_counts_all_the_same()
    {
        await RenewAsync();
        PutBack();

        var found = await LoadAsync(new CredentialsFileStore(File, flush: new FullDisk()));

        Assert.Equal((_second, "one-use-1"), (found!.AccessToken, found.RefreshToken));
        Assert.Equal(_first, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_login_that_is_not_the_used_up_one_has_no_successor_whatever_its_age()
    {
        await RenewAsync();
        CredentialsFile.Write(File, _first, "of another device");

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((_first, "of another device"), (found!.AccessToken, found.RefreshToken));
    }

    [Fact]
    public async Task It_is_for_its_owner_alone_and_only_the_used_up_token_opens_it()
    {
        await RenewAsync();

        var content = await System.IO.File.ReadAllBytesAsync(Successor);

        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(Successor));
        Assert.All([_first, _second, "one-use-0", "one-use-1", "access_token"], text => Assert.Equal(-1, content.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Null(new LoginSuccessor(File).Of(new BrevStoredCredential { AccessToken = _first, RefreshToken = "one-use-1" }));
        Assert.Null(new LoginSuccessor(File).Of(new BrevStoredCredential { AccessToken = _first }));
        Assert.Equal("one-use-1", new LoginSuccessor(File).Of(new BrevStoredCredential { RefreshToken = "one-use-0" })!.RefreshToken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(28)]
    [InlineData(-1)]
    public async Task A_damaged_one_is_none(int length)
    {
        await RenewAsync();
        PutBack();
        var content = await System.IO.File.ReadAllBytesAsync(Successor);
        content[^1] ^= 1;
        await System.IO.File.WriteAllBytesAsync(Successor, length < 0 ? content : content[..length]);

        var found = await LoadAsync(new CredentialsFileStore(File));

        Assert.Equal((_first, "one-use-0"), (found!.AccessToken, found.RefreshToken));
    }

    [Fact]
    public async Task Where_none_can_be_written_the_login_is_stored_all_the_same()
    {
        Directory.CreateDirectory(Successor);

        await RenewAsync();

        Assert.Equal(_second, CredentialsFile.AccessToken(File));
        Assert.Equal(_second, (await LoadAsync(new CredentialsFileStore(File)))!.AccessToken);
    }

    [Fact]
    public async Task A_refresh_token_that_can_be_used_again_needs_none()
    {
        CredentialsFile.Write(File, _first, "session:device");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);

        await store.SaveAsync((await store.LoadAsync(default))! with { AccessToken = _second }, default);

        Assert.False(System.IO.File.Exists(Successor));
    }

    [Fact]
    public async Task Signing_out_and_signing_in_delete_it_and_what_a_killed_process_left_of_it()
    {
        var leftover = _folder.File(".credentials.json.successor.brev-0123.tmp");
        var store = new CredentialsFileStore(File);
        await RenewAsync();
        await System.IO.File.WriteAllTextAsync(leftover, "canary");
        await using (await store.LockAsync(default))
        {
            await store.ReplaceAsync(new BrevStoredCredential { AccessToken = _first, RefreshToken = "another" }, default);
        }

        Assert.False(System.IO.File.Exists(Successor) || System.IO.File.Exists(leftover));
        await RenewAsync();
        Assert.True(System.IO.File.Exists(Successor));
        await using (await store.LockAsync(default))
        {
            await store.DeleteAsync(default);
        }

        Assert.False(System.IO.File.Exists(Successor) || System.IO.File.Exists(File));
    }

    [Fact]
    public async Task After_a_sign_out_that_deletes_the_credentials_file_alone_nobody_is_signed_in()
    {
        await RenewAsync();
        System.IO.File.Delete(File);

        Assert.Null(await LoadAsync(new CredentialsFileStore(File)));
        Assert.False(System.IO.File.Exists(File));
    }

    private static async Task<BrevStoredCredential?> LoadAsync(CredentialsFileStore store)
    {
        await using var held = await store.LockAsync(default);
        return await store.LoadAsync(default);
    }

    private void PutBack() => CredentialsFile.Write(File, _first, "one-use-0");

    private async Task RenewAsync()
    {
        PutBack();
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        await store.SaveAsync((await store.LoadAsync(default))! with { AccessToken = _second, RefreshToken = "one-use-1" }, default);
    }
}
