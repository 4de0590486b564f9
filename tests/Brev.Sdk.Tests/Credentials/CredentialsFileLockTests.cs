using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Credentials.Files;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>The lock beside the file.</summary>
public sealed class CredentialsFileLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

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

    [Theory]
    [InlineData("")]
    [InlineData(".brev")]
    public async Task Looking_for_a_login_where_there_is_none_creates_nothing(string subfolder)
    {
        var store = new CredentialsFileStore(Path.Combine(_folder.Path, subfolder, "credentials.json"));
        await using (await store.LockAsync(default))
        {
            Assert.Null(await store.LoadAsync(default));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_login_that_another_process_stores_where_there_was_none_is_taken_up_when_that_process_is_done()
    {
        var clock = new PausingClock();
        var store = new CredentialsFileStore(File, clock);
        await using var held = await store.LockAsync(default);
        Task<BrevStoredCredential?> loading;
        using (Another.ProcessHolds(File))
        {
            CredentialsFile.Write(File, "not renewed yet", "used up");
            loading = store.LoadAsync(default).AsTask();
            await Task.WhenAny(clock.Paused, loading).WaitAsync(AuthenticationStage.Patience);
            Assert.False(loading.IsCompleted);
            CredentialsFile.Write(File, "renewed", "r");
        }

        clock.GoOn();
        Assert.Equal("renewed", (await loading.WaitAsync(AuthenticationStage.Patience))!.AccessToken);
        Assert.Throws<IOException>(() => Another.ProcessHolds(File));
    }

    [Fact]
    public async Task A_save_where_there_was_nothing_waits_for_a_process_that_has_come_first()
    {
        var clock = new PausingClock();
        var store = new CredentialsFileStore(File, clock);
        await using var held = await store.LockAsync(default);
        Task saving;
        using (Another.ProcessHolds(File))
        {
            saving = store.SaveAsync(new BrevStoredCredential { AccessToken = "mine" }, default).AsTask();
            await Task.WhenAny(clock.Paused, saving).WaitAsync(AuthenticationStage.Patience);
            Assert.False(saving.IsCompleted);
            Assert.False(System.IO.File.Exists(File));
        }

        clock.GoOn();
        await saving.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal("mine", CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task Giving_up_the_wait_for_another_process_gives_the_turn_to_the_next_in_this_one()
    {
        CredentialsFile.Write(File, "old", "r");
        var another = Another.ProcessHolds(File);
        using var impatience = new CancellationTokenSource();
        var first = new CredentialsFileStore(File).LockAsync(impatience.Token).AsTask();
        var second = new CredentialsFileStore(File).LockAsync(default).AsTask();

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(AuthenticationStage.Patience));
        another.Dispose();

        await (await second.WaitAsync(AuthenticationStage.Patience)).DisposeAsync();
    }

    [Fact]
    public async Task A_link_that_is_turned_during_a_renewal_takes_the_new_login_nowhere_but_where_the_old_one_was()
    {
        var (first, second) = (_folder.File("first.json"), _folder.File("second.json"));
        CredentialsFile.Write(first, "old", "r");
        CredentialsFile.Write(second, "another login", "r");
        System.IO.File.CreateSymbolicLink(File, first);
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        System.IO.File.Delete(File);
        System.IO.File.CreateSymbolicLink(File, second);

        Assert.Equal("old", (await store.LoadAsync(default))!.AccessToken);
        await store.SaveAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "r" }, default);

        Assert.Equal(("new", "another login"), (CredentialsFile.AccessToken(first), CredentialsFile.AccessToken(second)));
    }
}
