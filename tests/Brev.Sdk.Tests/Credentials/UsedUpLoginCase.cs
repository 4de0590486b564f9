using Brev.Sdk.Credentials;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>
/// The brev CLI takes no lock: held up for long enough between its reading and its writing, it puts a refresh token back that is used up,
/// after the program that refreshed the login has looked away, or has ended.
/// </summary>
public abstract class UsedUpLoginCase : IDisposable
{
    private protected static DateTimeOffset Now { get; } = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private protected TemporaryFolder Folder { get; } = new();

    private protected string First { get; } = TestToken.Create(Now, Now.AddHours(1), TestToken.Auth0Issuer);

    private protected string Second { get; } = TestToken.Create(Now.AddMinutes(56), Now.AddHours(2), TestToken.Auth0Issuer);

    private protected string File => Folder.File();

    private protected string Successor => File + ".successor";

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected BrevStoredCredential? Find(string accessToken, string? refreshToken) =>
        new LostUpdateGuard(File, new CredentialsFileReader(
            File, File, TimeProvider.System), new AtomicFile(DiskFlush.Default, TimeProvider.System), TimeProvider.System)
            .FindSuccessor(new BrevStoredCredential { AccessToken = accessToken, RefreshToken = refreshToken });

    private protected async Task PutRightAsync(Action? meanwhile = null)
    {
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        var reading = await store.ReadAsync(null, default);
        Assert.True(reading.IsPutBack);
        await store.ReplaceAsync(reading.TokenSet!, reading.Stored, default);
        meanwhile?.Invoke();
    }

    private protected static async Task<BrevStoredCredential?> LoadAsync(CredentialsFileStore store)
    {
        await using var held = await store.LockAsync(default);
        return await store.LoadAsync(default);
    }

    private protected void PutBack() => CredentialsFile.Write(File, First, "one-use-0");

    private protected async Task RefreshAsync()
    {
        PutBack();
        await RefreshAsync("one-use-1", Second);
    }

    private protected async Task RefreshAsync(string refreshToken, string accessToken)
    {
        var store = new CredentialsFileStore(File);
        await using var held = await store.LockAsync(default);
        var read = await store.LoadAsync(default);
        await store.ReplaceAsync(read! with { AccessToken = accessToken, RefreshToken = refreshToken }, read, default);
    }
}
