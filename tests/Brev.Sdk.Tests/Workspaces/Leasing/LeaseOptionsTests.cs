using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>Each option's default, bounds and message.</summary>
public sealed class LeaseOptionsTests
{
    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        var options = new LeaseOptions();

        Assert.Null(options.TimeToLive);
        Assert.Equal(WorkspaceCondition.SshReachable, options.WaitFor);
        Assert.Null(options.Wait);
        Assert.Equal(LeaseEnd.Delete, options.AtEnd);
        Assert.True(options.EndsWithProcess);
        Assert.True(options.ReclaimsFirst);
        Assert.Null(options.RecordFolder);
    }

    public static TheoryData<string, LeaseOptions> OutOfBounds => new()
    {
        { "LeaseOptions.TimeToLive is 00:00:00, but must be more than zero and at most 30 days.", new() { TimeToLive = TimeSpan.Zero } },
        { "LeaseOptions.TimeToLive is 30.00:00:00.0000001", new() { TimeToLive = TimeSpan.FromDays(30) + TimeSpan.FromTicks(1) } },
        {
            "LeaseOptions.WaitFor is Stopped, and a rented workspace comes to be Running, Ready or SshReachable.",
            new() { WaitFor = WorkspaceCondition.Stopped }
        },
        { "LeaseOptions.WaitFor is Deleted", new() { WaitFor = WorkspaceCondition.Deleted } },
        { "LeaseOptions.WaitFor is 99", new() { WaitFor = (WorkspaceCondition)99 } },
        { "LeaseOptions.AtEnd is 7, which is not one of LeaseEnd.", new() { AtEnd = (LeaseEnd)7 } },
        { "LeaseOptions.RecordFolder is blank. Set it to a folder of this user, or leave it out.", new() { RecordFolder = " " } },
        { "WaitOptions.PollInterval is 00:00:00", new() { Wait = new WaitOptions { PollInterval = TimeSpan.Zero } } },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(30 * TimeSpan.TicksPerDay)]
    public async Task A_time_to_live_at_its_bound_is_taken(long ticks)
    {
        using var folder = new TemporaryFolder();
        await using var stage = await WorkspaceStage.StartAsync();
        var options = new LeaseOptions { RecordFolder = folder.Path, TimeToLive = TimeSpan.FromTicks(ticks) };
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => stage.Client.RentWorkspaceAsync(stage.Plan(), options, cancellationToken: cancelled.Token));
    }

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public async Task An_option_out_of_its_bounds_is_named_before_anything_is_sent(string message, LeaseOptions options)
    {
        await using var stage = await WorkspaceStage.StartAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => stage.Client.RentWorkspaceAsync(stage.Plan(), options));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, stage.Fake.Requests.Count);
    }
}
