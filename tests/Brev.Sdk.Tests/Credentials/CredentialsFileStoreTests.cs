using System.Text.Json.Nodes;
using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>The file that is shared with the brev CLI, on a real disk.</summary>
public sealed class CredentialsFileStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
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

    [Theory]
    [InlineData("""{"access_token":"canary""")]
    [InlineData("""{"access_token":{"canary":1}}""")]
    [InlineData("""{"access_token":7}""")]
    [InlineData("""["canary"]""")]
    [InlineData("canary")]
    [InlineData("""{"access_token":"canary",}""")]
    [InlineData("{\"access_token\":\"\\ud800canary\"}")]
    public async Task A_damaged_file_is_an_error_that_names_the_file_and_quotes_nothing_of_it(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(async () => await new CredentialsFileStore(File).LoadAsync(default));

        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
        Assert.Contains("brev login", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("credentials-kas.json", true, true, false)]
    [InlineData("credentials-auth0.json", true, true, false)]
    [InlineData("credentials-api-key.json", false, false, true)]
    [InlineData("credentials-api-key-and-jwt.json", true, true, true)]
    [InlineData("credentials-auto-login-access.json", false, true, false)]
    [InlineData("credentials-auto-login-refresh.json", true, false, false)]
    [InlineData("credentials-pr361-timestamps.json", true, true, false)]
    public async Task Every_variant_that_the_CLI_writes_is_read_and_the_placeholder_counts_as_absent_in_either_slot(string fixture, bool access, bool refresh, bool apiKey)
    {
        await System.IO.File.WriteAllTextAsync(File, new Fixture(fixture, null, "file").Text);

        var credential = (await new CredentialsFileStore(File).LoadAsync(default))!;

        Assert.Equal((access, refresh, apiKey), (credential.AccessToken is not null, credential.RefreshToken is not null, credential.ApiKey is not null));
    }

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
        await System.IO.File.WriteAllTextAsync(File, """{"Access_Token":" one \n","REFRESH_TOKEN":"two"}""", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        var credential = (await new CredentialsFileStore(File).LoadAsync(default))!;

        Assert.Equal(("one", "two"), (credential.AccessToken, credential.RefreshToken));
    }

    [Fact]
    public async Task Saving_keeps_members_that_the_SDK_does_not_know_and_writes_as_the_CLI_does()
    {
        await System.IO.File.WriteAllTextAsync(File, """{"access_token":"old","refresh_token":"old","theirs":{"deep":[1,2.50,"x\u00e9"]},"another":null}""");

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "renews" }, default);

        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.StartsWith("{\n \"access_token\": \"new\",\n \"refresh_token\": \"renews\"", text, StringComparison.Ordinal);
        var stored = JsonNode.Parse(text)!.AsObject();
        Assert.Equal("""{"deep":[1,2.50,"x\u00e9"]}""", stored["theirs"]!.ToJsonString(), ignoreCase: true);
        Assert.True(stored.ContainsKey("another"));
        Assert.False(stored.ContainsKey("api_key"));
    }

    [Fact]
    public async Task The_times_in_the_file_are_always_those_of_the_token_beside_them()
    {
        var store = new CredentialsFileStore(File);
        await System.IO.File.WriteAllTextAsync(File, """{"access_token":"","refresh_token":"r","access_token_exp":"2001-01-01T00:00:00Z","issued_at":"2001-01-01T00:00:00Z"}""");

        await store.SaveAsync(new BrevStoredCredential { AccessToken = TestToken.Create(Now, Now.AddHours(1)), RefreshToken = "r", AccessTokenExpiresOn = DateTimeOffset.UnixEpoch }, default);
        var first = CredentialsFile.Read(File);
        await store.SaveAsync(new BrevStoredCredential { AccessToken = TestToken.Create(Now.AddMinutes(1), null), RefreshToken = "r", AccessTokenExpiresOn = Now }, default);
        var second = CredentialsFile.Read(File);

        Assert.Equal((Now.AddHours(1), Now), (first["access_token_exp"]!.GetValue<DateTimeOffset>(), first["issued_at"]!.GetValue<DateTimeOffset>()));
        Assert.False(second.ContainsKey("access_token_exp"));
        Assert.Equal(Now.AddMinutes(1), second["issued_at"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task The_file_is_its_owners_alone_even_when_the_CLI_left_it_readable_for_all_and_the_folder_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode GroupFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        System.IO.File.SetUnixFileMode(_folder.Path, GroupFolder);
        CredentialsFile.Write(File, "old", "old");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal(CredentialsFile.OwnerOnly, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(GroupFolder, System.IO.File.GetUnixFileMode(_folder.Path));
    }

    [Fact]
    public async Task A_missing_folder_is_made_for_its_owner_alone()
    {
        var path = Path.Combine(_folder.Path, ".brev", "credentials.json");

        await new CredentialsFileStore(path).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal("new", CredentialsFile.AccessToken(path));
        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(Path.GetDirectoryName(path)!) & ~UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_link_stays_a_link_and_what_it_points_at_is_replaced()
    {
        var target = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "real")).FullName, "login.json");
        CredentialsFile.Write(target, "old", "old");
        System.IO.File.CreateSymbolicLink(File, target);

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal(target, new FileInfo(File).LinkTarget);
        Assert.Equal("new", CredentialsFile.AccessToken(target));
    }

    [Fact]
    public async Task A_save_is_one_rename_so_that_a_reader_with_the_old_file_open_keeps_the_whole_old_file()
    {
        CredentialsFile.Write(File, "old", "old");
        using var reader = new StreamReader(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Contains("old", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task The_new_content_is_flushed_before_the_rename_and_the_folder_after_it()
    {
        CredentialsFile.Write(File, "old", "old");
        var flush = new RecordingFlush(File);

        await new CredentialsFileStore(File, flush: flush).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal(["file flushed while the old one is in place: True", "folder flushed while the old one is in place: False"], flush.Steps);
    }

    [Fact]
    public async Task A_disk_that_fails_leaves_the_old_file_and_no_rubbish()
    {
        CredentialsFile.Write(File, "old", "old");

        await Assert.ThrowsAsync<IOException>(async () => await new CredentialsFileStore(File, flush: new FullDisk()).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default));

        Assert.Equal("old", CredentialsFile.AccessToken(File));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_an_error_that_says_so()
    {
        Directory.CreateDirectory(File);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(async () => await new CredentialsFileStore(File).LoadAsync(default));

        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_token_never_replaces_a_newer_one()
    {
        var newer = TestToken.Create(Now, Now.AddHours(1));
        CredentialsFile.Write(File, newer, "r");

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = TestToken.Create(Now.AddMinutes(-5), Now.AddMinutes(55)), RefreshToken = "r" }, default);

        Assert.Equal(newer, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_token_never_replaces_that_of_another_account()
    {
        var other = TestToken.Create(Now.AddMinutes(-5), Now.AddHours(1), subject: "somebody else");
        CredentialsFile.Write(File, other, "r");

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = TestToken.Create(Now, Now.AddHours(1)), RefreshToken = "r" }, default);

        Assert.Equal(other, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task An_API_key_that_somebody_added_meanwhile_stays()
    {
        CredentialsFile.Write(File, "old", "r", file => (file["api_key"], file["api_key_org_id"]) = ("bak-1", "org"));

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "r" }, default);

        Assert.Equal("bak-1", CredentialsFile.Read(File)["api_key"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_is_deleted_during_a_renewal_stays_deleted_because_somebody_signed_out()
    {
        CredentialsFile.Write(File, "old", "r");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        await store.LoadAsync(default);
        System.IO.File.Delete(File);

        await store.SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "r" }, default);

        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"access_token":"eyJ""")]
    public async Task A_file_that_is_cut_off_during_a_renewal_is_replaced_because_the_new_login_is_whole(string remains)
    {
        CredentialsFile.Write(File, "old", "r");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        await store.LoadAsync(default);
        await System.IO.File.WriteAllTextAsync(File, remains);

        await store.SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "rotated" }, default);

        Assert.Equal("rotated", CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_killed_processes_left_behind_is_deleted_by_the_next_save_under_the_lock()
    {
        CredentialsFile.Write(File, "old", "r");
        var leftover = _folder.File(".credentials.json.brev-0123.tmp");
        await System.IO.File.WriteAllTextAsync(leftover, "canary");
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);

        await store.SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "r" }, default);

        Assert.False(System.IO.File.Exists(leftover));
    }

    [Fact]
    public async Task The_lock_lets_one_in_at_a_time_and_the_next_when_it_is_given_back()
    {
        var store = new CredentialsFileStore(File);
        var first = await store.LockAsync(default);
        var second = new CredentialsFileStore(File).LockAsync(default).AsTask();
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        await (await second.WaitAsync(AuthenticationStage.Patience)).DisposeAsync();
    }

    /// <summary>A clock that stands still at the first pause until the test goes on, and skips the others.</summary>
    private sealed class PausingClock : TimeProvider
    {
        private readonly FakeTimeProvider _inner = new();
        private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _goesOn;

        public Task Paused => _paused.Task;

        public void GoOn()
        {
            _goesOn = true;
            _inner.Advance(TimeSpan.FromSeconds(1));
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = _inner.CreateTimer(callback, state, _goesOn ? TimeSpan.Zero : dueTime, period);
            _paused.TrySetResult();
            return timer;
        }
    }

    private sealed class RecordingFlush(string path) : DiskFlush
    {
        public List<string> Steps { get; } = [];

        public override void FlushFile(FileStream file) => Steps.Add($"file flushed while the old one is in place: {CredentialsFile.AccessToken(path) == "old"}");

        public override void FlushFolder(string folder) => Steps.Add($"folder flushed while the old one is in place: {CredentialsFile.AccessToken(path) == "old"}");
    }

    private sealed class FullDisk : DiskFlush
    {
        public override void FlushFile(FileStream file) => throw new IOException("No space left on device");
    }
}
