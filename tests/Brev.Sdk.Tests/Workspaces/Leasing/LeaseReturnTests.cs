using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>How failures that pass are borne while a machine is given back.</summary>
public sealed class LeaseReturnTests : LeaseCase
{
    [Fact]
    public async Task A_server_that_asks_for_a_pause_before_a_deletion_is_repeated_gets_it()
    {
        var lease = await RentAsync();
        Requests.FailNext("DeleteWorkspace", FakeFailure.TooManyRequests(TimeSpan.FromSeconds(42)));

        await GiveBackAsync(lease);

        Assert.Equal([TimeSpan.FromSeconds(42)], PausesBetweenDeletions());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public async Task A_deletion_that_fails_is_repeated_after_the_pause_of_the_options_and_not_before(int? asked)
    {
        var retryAfter = asked is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        using var client = ClientWithoutRetries();
        var options = Options with { Wait = new WaitOptions { PollInterval = TimeSpan.FromSeconds(7) } };
        var lease = await Stage.RunAsync(client.RentWorkspaceAsync(Stage.Plan(), options));
        Requests.FailNext("DeleteWorkspace", FakeFailure.TooManyRequests(retryAfter), times: 2);

        await GiveBackAsync(lease);

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)], PausesBetweenDeletions());
    }

    [Fact]
    public async Task A_pause_before_a_deletion_is_never_longer_than_the_outage_that_is_borne_and_the_last_answer_is_said()
    {
        var lease = await RentAsync(Options with { Wait = new WaitOptions { MaximumOutage = TimeSpan.FromMinutes(2) } });
        Requests.FailNext("DeleteWorkspace", FakeFailure.TooManyRequests(TimeSpan.FromDays(3)), times: 2);

        var failure = await Assert.ThrowsAsync<BrevApiException>(() => Stage.RunAsync(lease.EndAsync()));

        Assert.Equal(HttpStatusCode.TooManyRequests, failure.StatusCode);
        Assert.Equal([TimeSpan.FromMinutes(2)], PausesBetweenDeletions());
        Assert.Single(Records);
        Workspaces.Remove(lease.Workspace.Id!);
        await GiveBackAsync(lease);
    }

    private List<TimeSpan> PausesBetweenDeletions()
    {
        var sent = Requests.For("DeleteWorkspace");
        return [.. sent.Zip(sent.Skip(1), static (one, next) => next.ReceivedOn - one.ReceivedOn)];
    }

    /// <summary>So that every request is one of the lease.</summary>
    private BrevClient ClientWithoutRetries()
    {
        var options = Stage.Fake.CreateOptions();
        options.MaxRetries = 0;
        return new BrevClient(options);
    }
}
