namespace Brev.Sdk.Tests.Workspaces.Waiting;

public sealed class WaitOptionsTests
{
    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        var options = new WaitOptions();

        Assert.Null(options.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.PollInterval);
        Assert.Equal(TimeSpan.FromMinutes(5), options.MaximumOutage);
        Assert.Equal(TimeSpan.FromMinutes(5), options.BuildStartTimeout);
        Assert.False(options.TestConnection);
        Assert.Null(options.Before);
    }

    public static TheoryData<string, WaitOptions> OutOfBounds => new()
    {
        { "Timeout is 00:00:00, but must be more than zero and at most 30 days, or Timeout.Infinite", new() { Timeout = TimeSpan.Zero } },
        { "Timeout is -00:00:02, but must", new() { Timeout = TimeSpan.FromSeconds(-2) } },
        { "Timeout is 30.00:00:00.0000001, but must", new() { Timeout = TimeSpan.FromDays(30) + Tick } },
        { "PollInterval is 00:00:00, but must be more than zero and at most one hour.", new() { PollInterval = TimeSpan.Zero } },
        { "PollInterval is 01:00:00.0000001, but must", new() { PollInterval = TimeSpan.FromHours(1) + Tick } },
        { "MaximumOutage is -00:00:00.0000001, but must be between zero and one day.", new() { MaximumOutage = -Tick } },
        { "MaximumOutage is 1.00:00:00.0000001, but must", new() { MaximumOutage = TimeSpan.FromDays(1) + Tick } },
        { "BuildStartTimeout is 00:00:00, but must be more than zero and at most one day.", new() { BuildStartTimeout = TimeSpan.Zero } },
        { "BuildStartTimeout is 1.00:00:00.0000001, but must", new() { BuildStartTimeout = TimeSpan.FromDays(1) + Tick } },
    };

    public static TheoryData<WaitOptions> AtBounds => new()
    {
        new WaitOptions { Timeout = Tick }, new WaitOptions { Timeout = TimeSpan.FromDays(30) },
        new WaitOptions { Timeout = Timeout.InfiniteTimeSpan },
        new WaitOptions { PollInterval = Tick }, new WaitOptions { PollInterval = TimeSpan.FromHours(1) },
        new WaitOptions { MaximumOutage = TimeSpan.Zero }, new WaitOptions { MaximumOutage = TimeSpan.FromDays(1) },
        new WaitOptions { BuildStartTimeout = Tick }, new WaitOptions { BuildStartTimeout = TimeSpan.FromDays(1) },
    };

    private static TimeSpan Tick { get; } = TimeSpan.FromTicks(1);

    [Theory]
    [MemberData(nameof(AtBounds))]
    public async Task An_option_at_its_bound_is_taken(WaitOptions options)
    {
        await using var stage = await WorkspaceStage.StartAsync();
        var workspace = stage.Fake.Workspaces.Add("train-1");

        Assert.Equal(workspace.Id, (await stage.Client.WaitForWorkspaceAsync(workspace.Id!, WorkspaceCondition.Running, options)).Id);
    }

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public async Task An_option_out_of_its_bounds_is_named_before_anything_is_sent(string message, WaitOptions options)
    {
        await using var stage = await WorkspaceStage.StartAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            stage.Client.WaitForWorkspaceAsync("ws1", WorkspaceCondition.Running, options));

        Assert.StartsWith($"WaitOptions.{message}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, stage.Fake.Requests.Count);
    }

    [Fact]
    public async Task A_condition_that_is_none_is_refused()
    {
        await using var stage = await WorkspaceStage.StartAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = stage.Client.WaitForWorkspaceAsync("ws1", (WorkspaceCondition)99); });
    }
}
