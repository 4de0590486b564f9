using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;

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
}
