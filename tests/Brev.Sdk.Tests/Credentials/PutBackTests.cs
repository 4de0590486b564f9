using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>The brev CLI takes no lock, and may write after a save what it read before it.</summary>
public sealed class PutBackTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly string _first = TestToken.Create(Now, Now.AddHours(1), TestToken.Auth0Issuer);
    private readonly string _second = TestToken.Create(Now.AddMinutes(56), Now.AddHours(2), TestToken.Auth0Issuer);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_used_up_refresh_token_that_is_put_back_after_the_save_is_replaced_again_before_the_lock_is_given_back()
    {
        await SaveAsync(meanwhile: () =>
            CredentialsFile.Write(_folder.File(), _first, "one-use-0", file => (file["api_key"], file["newer"]) = ("bak-canary", "kept")));

        var file = CredentialsFile.Read(_folder.File());
        Assert.Equal((_second, "one-use-1"), (CredentialsFile.AccessToken(_folder.File()), file["refresh_token"]!.GetValue<string>()));
        Assert.Equal(("bak-canary", "kept"), (file["api_key"]!.GetValue<string>(), file["newer"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_still_older_login_that_is_put_back_is_replaced_as_well()
    {
        var older = TestToken.Create(Now.AddHours(-1), Now, TestToken.Auth0Issuer);

        await SaveAsync(meanwhile: () => CredentialsFile.Write(_folder.File(), older, "one-use-before"));

        Assert.Equal(_second, CredentialsFile.AccessToken(_folder.File()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"access_token\": \"eyJ")]
    public async Task A_file_that_is_cut_off_after_the_save_is_made_whole(string left)
    {
        await SaveAsync(meanwhile: () => File.WriteAllText(_folder.File(), left));

        Assert.Equal(_second, CredentialsFile.AccessToken(_folder.File()));
    }

    [Fact]
    public async Task A_newer_login_that_somebody_stores_after_the_save_stays()
    {
        var newer = TestToken.Create(Now.AddMinutes(57), Now.AddMinutes(72), TestToken.Auth0Issuer);

        await SaveAsync(meanwhile: () => CredentialsFile.Write(_folder.File(), newer, "a new login"));

        Assert.Equal(newer, CredentialsFile.AccessToken(_folder.File()));
    }

    [Fact]
    public async Task A_login_that_somebody_stores_after_the_save_stays_though_its_token_was_issued_a_little_before_the_refreshed_one()
    {
        var theirs = TestToken.Create(Now.AddMinutes(55), Now.AddMinutes(115), TestToken.Auth0Issuer);

        await SaveAsync(meanwhile: () => CredentialsFile.Write(_folder.File(), theirs, "a new login"));

        Assert.Equal(theirs, CredentialsFile.AccessToken(_folder.File()));
    }

    [Fact]
    public async Task Another_account_that_somebody_stores_after_the_save_stays()
    {
        var other = TestToken.Create(Now, Now.AddHours(1), TestToken.Auth0Issuer, subject: "somebody else");

        await SaveAsync(meanwhile: () => CredentialsFile.Write(_folder.File(), other, "of another account"));

        Assert.Equal(other, CredentialsFile.AccessToken(_folder.File()));
    }

    [Fact]
    public async Task A_file_that_is_deleted_after_the_save_stays_deleted_because_somebody_signed_out()
    {
        await SaveAsync(meanwhile: () => File.Delete(_folder.File()));

        Assert.False(File.Exists(_folder.File()));
    }

    private async Task SaveAsync(Action meanwhile)
    {
        CredentialsFile.Write(_folder.File(), _first, "one-use-0");
        var store = new CredentialsFileStore(_folder.File());
        await using var held = await store.LockAsync(default);
        var stored = await store.LoadAsync(default);
        await store.ReplaceAsync(stored! with { AccessToken = _second, RefreshToken = "one-use-1" }, stored, default);
        meanwhile();
    }
}
