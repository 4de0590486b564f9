using System.Text.Json.Nodes;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A credentials file that others write to as well.</summary>
public abstract class SharedFileCase : IDisposable
{
    private protected const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    private protected TemporaryFolder Folder { get; } = new();

    private protected string File => Folder.File();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<AuthenticationStage> StartAsync(Action<JsonObject>? more = null)
    {
        var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(File, stage.FirstToken, RefreshToken, more);
        return stage;
    }

    private protected BrevCredential Create(AuthenticationStage stage) =>
        stage.Own(BrevCredential.FromCredentialsFile(File, stage.CredentialOptions()));
}
