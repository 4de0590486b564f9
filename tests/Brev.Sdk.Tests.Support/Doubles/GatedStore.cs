using Brev.Sdk.Tests.Authentication;
namespace Brev.Sdk.Tests.Doubles;

/// <summary>A store of an application's own that can be held up when it is locked or read.</summary>
internal sealed class GatedStore(string accessToken, string refreshToken =
    $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}") : BrevCredentialStore, IDisposable
{
    public Gate? Loading { get; set; }

    public Gate? Locking { get; set; }

    public bool IsLockFailing { get; set; }

    public BrevStoredCredential Stored { get; set; } = new() { AccessToken = accessToken, RefreshToken = refreshToken };

    public override string Description => "a gated store";

    public override async ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken)
    {
        await (Loading?.PassAsync(cancellationToken) ?? Task.CompletedTask);
        return Stored;
    }

    public override ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        Stored = credential;
        return default;
    }

    public override async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await (Locking?.PassAsync(cancellationToken) ?? Task.CompletedTask);
        return IsLockFailing ? throw new IOException("The store is busy.") : new MemoryStream();
    }

    public void Dispose()
    {
        Loading?.Open();
        Locking?.Open();
    }
}
