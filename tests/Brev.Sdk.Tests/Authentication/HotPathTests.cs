namespace Brev.Sdk.Tests.Authentication;

/// <summary>What a call pays for a token that is fresh.</summary>
public sealed class HotPathTests
{
    private const int Calls = 1000;

    [Rule("1.1")]
    [Fact]
    public async Task A_fresh_token_costs_no_allocation()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        await AskAsync(credential);

        Assert.Equal(0, await AskAsync(credential));
    }

    /// <summary>What many calls allocate on this thread, each of which ends at once.</summary>
    private static async Task<long> AskAsync(BrevCredential credential)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < Calls; call++)
        {
            await credential.GetTokenAsync();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
