using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Conventions;
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

    [Fact]
    public async Task A_lock_where_there_is_no_file_yet_waits_for_a_process_that_has_come_first()
    {
        var clock = new PausingClock();
        Task<IAsyncDisposable> locking;
        using (Another.ProcessHolds(File))
        {
            locking = new CredentialsFileStore(File, clock).LockAsync(default).AsTask();
            await Task.WhenAny(clock.Paused, locking).WaitAsync(AuthenticationStage.Patience);
            Assert.False(locking.IsCompleted);
        }

        clock.GoOn();
        await (await locking.WaitAsync(AuthenticationStage.Patience)).DisposeAsync();
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

    [LinkFact]
    public async Task A_link_that_is_turned_during_a_refresh_takes_the_new_login_nowhere_but_where_the_old_one_was()
    {
        var (first, second) = (_folder.File("first.json"), _folder.File("second.json"));
        CredentialsFile.Write(first, "old", "r");
        CredentialsFile.Write(second, "another login", "r");
        System.IO.File.CreateSymbolicLink(File, first);
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        System.IO.File.Delete(File);
        System.IO.File.CreateSymbolicLink(File, second);

        var read = await store.LoadAsync(default);
        await store.ReplaceAsync(new BrevStoredCredential { AccessToken = "new", RefreshToken = "r" }, read, default);

        Assert.Equal(("new", "another login"), (CredentialsFile.AccessToken(first), CredentialsFile.AccessToken(second)));
    }
}
