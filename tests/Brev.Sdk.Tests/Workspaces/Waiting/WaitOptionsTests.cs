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
        { nameof(WaitOptions.Timeout), new WaitOptions { Timeout = TimeSpan.Zero } },
        { nameof(WaitOptions.Timeout), new WaitOptions { Timeout = TimeSpan.FromSeconds(-2) } },
        { nameof(WaitOptions.Timeout), new WaitOptions { Timeout = TimeSpan.MaxValue } },
        { nameof(WaitOptions.MaximumOutage), new WaitOptions { MaximumOutage = TimeSpan.FromTicks(-1) } },
        { nameof(WaitOptions.BuildStartTimeout), new WaitOptions { BuildStartTimeout = TimeSpan.FromDays(2) } },
        { nameof(WaitOptions.PollInterval), new WaitOptions { PollInterval = TimeSpan.Zero } },
        { nameof(WaitOptions.PollInterval), new WaitOptions { PollInterval = TimeSpan.FromHours(2) } },
        { nameof(WaitOptions.MaximumOutage), new WaitOptions { MaximumOutage = TimeSpan.FromDays(2) } },
        { nameof(WaitOptions.BuildStartTimeout), new WaitOptions { BuildStartTimeout = TimeSpan.Zero } },
    };

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public async Task An_option_out_of_its_bounds_is_named_before_anything_is_sent(string option, WaitOptions options)
    {
        await using var stage = await WorkspaceStage.StartAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            stage.Client.WaitForWorkspaceAsync("ws1", WorkspaceCondition.Running, options));

        Assert.Contains($"WaitOptions.{option} is", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, stage.Fake.Requests.Count);
    }

    [Fact]
    public async Task A_condition_that_is_none_is_refused()
    {
        await using var stage = await WorkspaceStage.StartAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = stage.Client.WaitForWorkspaceAsync("ws1", (WorkspaceCondition)99); });
    }
}
