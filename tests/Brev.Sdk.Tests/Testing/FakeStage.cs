using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

/// <summary>A fake and a signed-in client of it that shows every failure at once.</summary>
internal sealed class FakeStage : IAsyncDisposable
{
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
        var options = credential is null ? Brev.CreateOptions() : Brev.CreateOptions(credential);
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Brev.DisposeAsync();
    }
}
