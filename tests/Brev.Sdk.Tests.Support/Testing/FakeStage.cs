using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing;

/// <summary>A fake and a signed-in client of it that shows every failure at once.</summary>
internal sealed class FakeStage : IAsyncDisposable
{
    private readonly List<BrevCredential> _credentials = [];

    private FakeStage(FakeBrev brev)
    {
        Brev = brev;
        Client = new BrevClient(Options());
    }

    public FakeBrev Brev { get; }

    public BrevClient Client { get; }

    public static async Task<FakeStage> StartAsync() => new(await FakeBrev.StartAsync());

    public BrevClientOptions Options(BrevCredential? credential = null)
    {
        if (credential is not null)
        {
            return Brev.CreateOptions(credential).Watched();
        }

        var options = Brev.CreateWatchedOptions();
        _credentials.Add(options.Credential);
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var credential in _credentials)
        {
            await credential.DisposeAsync();
        }

        await Brev.DisposeAsync();
    }
}
