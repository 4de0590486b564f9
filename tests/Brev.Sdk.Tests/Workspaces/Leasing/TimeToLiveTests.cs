using System.Net;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A lease that ends by itself.</summary>
public sealed class TimeToLiveTests : LeaseCase
{
    [Fact]
    public async Task The_time_to_live_ends_a_lease_while_the_program_lives()
    {
        var lease = await RentAsync(Options with { TimeToLive = TimeSpan.FromHours(2) });
        var ended = new TaskCompletionSource();
        await using var registration = lease.Ended.Register(() => ended.SetResult());
        Assert.False(lease.Ended.IsCancellationRequested);

        Stage.Fake.Clock.Advance(lease.EndsOn!.Value - Stage.Fake.Clock.GetUtcNow());

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Stage.RunAsync(lease.EndAsync());
        Assert.Empty(Workspaces.All);
        await lease.DisposeAsync();
    }

    [Theory]
    [InlineData(5, null, "LeaseOptions.TimeToLive")]
    [InlineData(60, 5, "LeaseOptions.Wait")]
    public async Task A_wait_that_is_too_short_names_what_has_bounded_it(int life, int? wait, string bound)
    {
        Workspaces.SshTime = TimeSpan.FromMinutes(10);
        var options = Options with { TimeToLive = TimeSpan.FromMinutes(life), Wait = new WaitOptions { Timeout = Minutes(wait) } };

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => RentAsync(options));

        Assert.Equal(5, failure.Elapsed.TotalMinutes, precision: 1);
        Assert.Contains("after 5 minutes", failure.Message, StringComparison.Ordinal);
        Assert.Contains(bound, failure.Message, StringComparison.Ordinal);

        static TimeSpan? Minutes(int? number) => number is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
    }

    [Fact]
    public async Task A_time_to_live_whose_end_fails_is_tried_again()
    {
        var lease = await RentAsync(Options with { TimeToLive = TimeSpan.FromHours(2) });
        Requests.FailNext("DeleteWorkspace", HttpStatusCode.Conflict);

        Stage.Fake.Clock.Advance(lease.EndsOn!.Value - Stage.Fake.Clock.GetUtcNow());

        await Stage.WaitAsync(lease.Workspace.Id!, WorkspaceCondition.Deleted);
        Assert.Empty(Workspaces.All);
        await GiveBackAsync(lease);
    }

    [Fact]
    public async Task A_lease_that_could_not_be_disposed_is_ended_when_its_time_to_live_passes()
    {
        var lease = await RentAsync(Options with { TimeToLive = TimeSpan.FromHours(2) });
        Requests.FailNext("DeleteWorkspace", HttpStatusCode.Conflict);

        // No clock moves meanwhile, and the time to live cannot pass.
        await Assert.ThrowsAsync<BrevApiException>(() => lease.DisposeAsync().AsTask());

        Stage.Fake.Clock.Advance(lease.EndsOn!.Value - Stage.Fake.Clock.GetUtcNow());

        await Stage.WaitAsync(lease.Workspace.Id!, WorkspaceCondition.Deleted);
        await Stage.RunAsync(lease.EndAsync());
        Assert.Empty(Directory.GetFiles(Folder));
    }
}
