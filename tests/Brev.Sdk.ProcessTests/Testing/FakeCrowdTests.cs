using Brev.Sdk.Tests.Testing;

namespace Brev.Sdk.ProcessTests.Testing;

public sealed class FakeCrowdTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Ten_thousand_calls_at_once_are_all_answered()
    {
        await using var stage = await FakeStage.StartAsync();
        const int calls = 10_000;

        // Client and server share this process, so every connection takes two of its file descriptors.
        using var transport = new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 400 };
        var options = stage.Options();
        options.Transport = transport;
        using var client = new BrevClient(options);

        var answers = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => client.GetCurrentUserAsync())).WaitAsync(Patience);

        Assert.All(answers, user => Assert.Equal(stage.Brev.Users.Current.Id, user.Id));
        Assert.Equal(calls, stage.Brev.Requests.For("GetCurrentUser").Count(request => request.Status == 200));
        Assert.Empty(stage.Brev.Requests.Violations);
    }
}
