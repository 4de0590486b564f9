using Brev.Sdk.Credentials;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>A save finds that the file has changed since it was read: the brev CLI takes no lock.</summary>
public sealed class CredentialsFileConflictTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_older_token_never_replaces_a_newer_one()
    {
        var newer = TestToken.Create(Now, Now.AddHours(1));
        CredentialsFile.Write(File, newer, "r");

        var isStored = await new CredentialsFileStore(File).ReplaceAsync(
            new BrevStoredCredential { AccessToken = TestToken.Create(Now.AddMinutes(-5), Now.AddMinutes(55)), RefreshToken = "r" },
            Read("read before"),
            default);

        Assert.False(isStored);
        Assert.Equal(newer, CredentialsFile.AccessToken(File));
    }

    [Theory]
    [InlineData(59, "rotated", true)]
    [InlineData(60, "rotated", true)]
    [InlineData(61, "rotated", false)]
    [InlineData(1, "r", false)]
    [InlineData(0, "r", true)]
    public async Task A_rotated_refresh_token_wins_although_the_clock_that_issued_it_is_up_to_a_minute_behind(
        int secondsOlder, string refreshToken, bool wins)
    {
        var stored = TestToken.Create(Now, Now.AddHours(1));
        var refreshed = TestToken.Create(Now.AddSeconds(-secondsOlder), Now.AddHours(1));
        CredentialsFile.Write(File, stored, "r");

        await new CredentialsFileStore(File).ReplaceAsync(
            new BrevStoredCredential { AccessToken = refreshed, RefreshToken = refreshToken }, Read("read before"), default);

        Assert.Equal(wins ? refreshed : stored, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_token_never_replaces_that_of_another_account()
    {
        var other = TestToken.Create(Now.AddMinutes(-5), Now.AddHours(1), subject: "somebody else");
        CredentialsFile.Write(File, other, "r");

        await new CredentialsFileStore(File).ReplaceAsync(
            new BrevStoredCredential { AccessToken = TestToken.Create(Now, Now.AddHours(1)), RefreshToken = "r" },
            Read("read before"),
            default);

        Assert.Equal(other, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_file_that_is_deleted_during_a_refresh_stays_deleted_because_somebody_signed_out()
    {
        CredentialsFile.Write(File, "old", "r");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        var read = await store.LoadAsync(default);
        System.IO.File.Delete(File);

        await store.ReplaceAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "r" }, read, default);

        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"access_token":"eyJ""")]
    public async Task A_file_that_is_cut_off_during_a_refresh_is_replaced_because_the_new_login_is_whole(string remains)
    {
        CredentialsFile.Write(File, "old", "r");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        var read = await store.LoadAsync(default);
        await System.IO.File.WriteAllTextAsync(File, remains);

        await store.ReplaceAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "rotated" }, read, default);

        Assert.Equal("rotated", CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("r")]
    [InlineData("rotated")]
    public async Task What_was_read_under_the_lock_is_replaced_whatever_the_clocks_say_and_once(string refreshToken)
    {
        var refreshed = TestToken.Create(Now.AddHours(-3), Now.AddHours(-2));
        CredentialsFile.Write(File, TestToken.Create(Now, Now.AddHours(1)), "r");
        var disk = new CountedDisk();
        var store = new CredentialsFileStore(File, TimeProvider.System, disk);
        await using (await store.LockAsync(default))
        {
            await store.ReplaceAsync(
                new BrevStoredCredential { AccessToken = refreshed, RefreshToken = refreshToken }, await store.LoadAsync(default), default);
        }

        Assert.Equal((refreshed, refreshToken), (CredentialsFile.AccessToken(
            File), CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>()));

        // The login, and beside it the record of what it replaced, where that was a refresh token that is used up now.
        Assert.Equal(refreshToken == "r" ? 1 : 2, disk.Files);
    }

    [Fact]
    public async Task What_was_read_under_the_lock_and_is_another_accounts_stays()
    {
        var other = TestToken.Create(Now, Now.AddHours(1), subject: "somebody else");
        CredentialsFile.Write(File, other, "r");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        var read = await store.LoadAsync(default);

        await store.ReplaceAsync(
            new BrevStoredCredential { AccessToken = TestToken.Create(Now, Now.AddHours(1)), RefreshToken = "rotated" }, read, default);

        Assert.Equal(other, CredentialsFile.AccessToken(File));
    }

    private static BrevStoredCredential Read(string accessToken) => new() { AccessToken = accessToken, RefreshToken = "r" };

    private sealed class CountedDisk : DiskFlush
    {
        public int Files { get; private set; }

        public override void FlushFile(FileStream file)
        {
            Files++;
            base.FlushFile(file);
        }
    }
}
