using Brev.Sdk.Credentials;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;

namespace Brev.Sdk.ProcessTests.Credentials;

/// <summary>Disks that are full, and folders that are read-only, for root as well.</summary>
public sealed class CredentialsDiskTests : IDisposable
{
    private const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";
    private const int NotSaved = 20;
    private const int NotLocked = 23;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<ReadOnlyFolder.Means> ReadOnlyMeans => ReadOnlyFolder.All;

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_disk_that_fails_leaves_the_old_file_and_no_rubbish()
    {
        CredentialsFile.Write(File, "old", "old");

        await Assert.ThrowsAsync<IOException>(async () => await new CredentialsFileStore(File, flush: new FullDisk()).SaveAsync(
            new BrevStoredCredential { AccessToken = "new" }, default));

        Assert.Equal("old", CredentialsFile.AccessToken(File));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_disk_that_is_full_leaves_the_old_file_whole_and_no_rubbish_and_the_next_save_with_space_succeeds()
    {
        using var disk = SmallDisk.TryMount(_folder.Path, "size=16k");
        var elsewhere = new FullDisk();
        var store = new CredentialsFileStore(File, flush: disk is null ? elsewhere : null);
        CredentialsFile.Write(File, "old", "old");
        var before = await System.IO.File.ReadAllBytesAsync(File);
        await using var held = await store.LockAsync(default);
        disk?.Fill();
        var files = Directory.GetFiles(_folder.Path);

        var exception = await Assert.ThrowsAsync<IOException>(async () =>
            await store.SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "new" }, default));

        Assert.Contains("No space left", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File));
        Assert.Equal(files, Directory.GetFiles(_folder.Path));
        disk?.MakeRoom();
        elsewhere.IsFull = false;
        await store.SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "new" }, default);
        Assert.Equal("new", CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_login_that_is_refreshed_while_the_disk_is_full_serves_and_is_stored_at_dispose_when_there_is_space()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var disk = SmallDisk.TryMount(_folder.Path, "size=16k");
        var elsewhere = new FullDisk();
        CredentialsFile.Write(File, stage.FirstToken, RefreshToken);
        disk?.Fill();
        await using var credential =
            BrevCredential.FromStore(new CredentialsFileStore(File, flush: disk is null ? elsewhere : null), stage.CredentialOptions());

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal((stage.Valid, stage.FirstToken), (token.Token, CredentialsFile.AccessToken(File)));
        Assert.Contains("No space left", Assert.Single(stage.Log.Entries, entry => entry.Event == NotSaved).Text, StringComparison.Ordinal);
        disk?.MakeRoom();
        elsewhere.IsFull = false;
        await credential.DisposeAsync();
        Assert.Equal(token.Token, CredentialsFile.AccessToken(File));
    }

    [Theory]
    [MemberData(nameof(ReadOnlyMeans))]
    public async Task A_folder_that_is_read_only_costs_nobody_the_token(ReadOnlyFolder.Means means)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(File, stage.FirstToken, RefreshToken);
        using var readOnly = ReadOnlyFolder.Make(_folder.Path, means);
        await using var credential = BrevCredential.FromCredentialsFile(File, stage.CredentialOptions());

        var token = await credential.GetTokenAsync(forceRefresh: true);
        var later = await credential.GetTokenAsync(forceRefresh: true);

        Assert.NotEqual(token.Token, later.Token);
        Assert.Equal((stage.Valid, stage.FirstToken), (later.Token, CredentialsFile.AccessToken(File)));
        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal(1, stage.Log.Count(NotSaved));
        var warning = Assert.Single(stage.Log.Entries, entry => entry.Event == NotLocked).Text;
        Assert.Contains($"the lock file '{File}.lock' cannot be used", warning, StringComparison.Ordinal);
        Assert.Contains("may create in a writable folder", warning, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ReadOnlyMeans))]
    public async Task A_lock_file_in_a_folder_that_is_read_only_still_keeps_others_out(ReadOnlyFolder.Means means)
    {
        CredentialsFile.Write(File, "old", "r");
        Another.ProcessHolds(File).Dispose();
        using var readOnly = ReadOnlyFolder.Make(_folder.Path, means);
        var clock = new PausingClock();
        var store = new CredentialsFileStore(File, clock);
        Task<IAsyncDisposable> locking;
        using (Another.ReaderHolds(File))
        {
            locking = store.LockAsync(default).AsTask();
            await Task.WhenAny(clock.Paused, locking).WaitAsync(AuthenticationStage.Patience);
            Assert.False(locking.IsCompleted);
        }

        clock.GoOn();
        await using var held = await locking.WaitAsync(AuthenticationStage.Patience);

        Assert.Null(Assert.IsType<HeldLock>(held).Obstacle);
        Assert.Throws<IOException>(() => Another.ReaderHolds(File));
    }

    [Theory]
    [MemberData(nameof(ReadOnlyMeans))]
    public async Task A_sign_in_where_nothing_can_be_written_says_so_and_leaves_the_old_login(ReadOnlyFolder.Means means)
    {
        CredentialsFile.Write(File, "old", "r");
        using var readOnly = ReadOnlyFolder.Make(_folder.Path, means);
        var token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));

        var exception = await Assert.ThrowsAsync<BrevException>(() =>
            BrevLogin.SignInWithTokenAsync(token, new BrevLoginOptions { CredentialsPath = File, AskBrev = false }));

        Assert.StartsWith($"The login in '{File}' could not be stored: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Make the folder writable", exception.Message, StringComparison.Ordinal);
        Assert.Equal("old", CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_folder_that_disappears_during_a_save_is_an_error_and_no_crash_and_the_next_save_makes_it_again()
    {
        var folder = Path.Combine(_folder.Path, ".brev");
        var path = Path.Combine(folder, "credentials.json");
        var store = new CredentialsFileStore(path, flush: new Vanishing(folder));

        await Assert.ThrowsAnyAsync<IOException>(async () =>
            await store.SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default));
        await new CredentialsFileStore(path).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal("new", CredentialsFile.AccessToken(path));
    }

    [Fact]
    public async Task A_sign_out_whose_folder_has_gone_meanwhile_is_done()
    {
        var path = Path.Combine(Directory.CreateDirectory(_folder.File(".brev")).FullName, "credentials.json");
        CredentialsFile.Write(path, "old", "r");
        var store = new CredentialsFileStore(path);
        await using var held = await store.LockAsync(default);
        Directory.Delete(_folder.File(".brev"), recursive: true);

        await store.SaveAsync(new BrevStoredCredential(), default);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_folder_that_takes_the_place_of_the_file_during_a_save_stays_and_nothing_is_left_beside_it()
    {
        var store = new CredentialsFileStore(File, flush: new Replacing(File));

        await Assert.ThrowsAnyAsync<Exception>(async () =>
            await store.SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default));

        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
    }

    private sealed class Vanishing(string folder) : DiskFlush
    {
        public override void FlushFile(FileStream file) => Directory.Delete(folder, recursive: true);
    }

    private sealed class Replacing(string path) : DiskFlush
    {
        public override void FlushFile(FileStream file) => Directory.CreateDirectory(path);
    }
}
