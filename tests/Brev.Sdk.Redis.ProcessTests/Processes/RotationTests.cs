using System.Diagnostics;
using Brev.Sdk.Redis.Tests.Servers;
using Xunit.Abstractions;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>
/// Real processes share one login in a real server. Thirty-two of them and a hundred rotations where the environment says so.
/// </summary>
[Collection("processes")]
public sealed class RotationTests(ITestOutputHelper output)
{
    // Only so that a test that hangs ends.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(40);

    [RedisFact]
    public async Task Processes_that_share_a_one_use_refresh_token_lose_no_login_but_for_kills_between_the_answer_and_the_save()
    {
        var size = FleetSize.OfThisRun;
        var kills = KillPlan.For(size.Rotations);
        var watch = Stopwatch.StartNew();
        await using var fleet = await FleetOfProcesses.StartAsync(size, kills);

        await fleet.FinishAsync(Limit);

        output.WriteLine(
            $"{size}: {fleet.Rotations} rotations, {fleet.ProviderCalls} provider calls, kills ({KillPlan.Describe(kills)}), "
                + $"{fleet.Unanswered} unanswered, {fleet.LostInTheGap} logins lost in the gap, {fleet.PresentedTwice} presented twice, "
                + $"{watch.Elapsed.TotalSeconds:0} s; {Summarize(fleet)}");
        Assert.Equal(size.Rotations, fleet.Rotations);
        Assert.Equal(2, fleet.KilledServers);
        Assert.Equal(0, fleet.PresentedTwice);
        Assert.InRange(
            fleet.LostInTheGap,
            KillPlan.CountOf(kills, KillPoint.InTheGap),
            KillPlan.CountOf(kills, KillPoint.InTheGap) + KillPlan.CountOf(kills, KillPoint.AfterTheAnswer));
        Assert.Equal(fleet.Rotations + fleet.Unanswered + fleet.LostInTheGap, fleet.ProviderCalls);
        Assert.DoesNotContain(fleet.Outcomes, static outcome => outcome.StartsWith("stderr", StringComparison.Ordinal));
    }

    private static string Summarize(FleetOfProcesses fleet) =>
        string.Join(", ", fleet.Outcomes.GroupBy(outcome => outcome.Split(' ')[0]).Select(group => $"{group.Key}: {group.Count()}"));
}
