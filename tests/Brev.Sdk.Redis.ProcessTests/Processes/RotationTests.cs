using System.Diagnostics;
using Brev.Sdk.Redis.Tests.Servers;
using Xunit.Abstractions;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>Real processes share one login in a real server.</summary>
[Collection("processes")]
public sealed class RotationTests(ITestOutputHelper output)
{
    private const int Processes = 32;
    private const int Rotations = 100;

    // Only so that a test that hangs ends.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [RedisFact]
    public async Task Thirty_two_processes_with_a_one_use_refresh_token_lose_no_login_in_a_hundred_rotations_but_for_kills_in_the_gap()
    {
        var kills = PlanKills();
        int CountOf(KillPoint point) => kills.Values.Count(kill => kill == point);
        var (inTheGap, afterTheAnswer) = (CountOf(KillPoint.InTheGap), CountOf(KillPoint.AfterTheAnswer));
        var plan = string.Join(", ", kills.Values.GroupBy(kill => kill).Select(group => $"{group.Key}: {group.Count()}"));
        var watch = Stopwatch.StartNew();
        await using var fleet = await FleetOfProcesses.StartAsync(Processes, Rotations, kills);

        await fleet.FinishAsync(Limit);

        var outcomes = fleet.Outcomes.GroupBy(outcome => outcome.Split(' ')[0]).Select(group => $"{group.Key}: {group.Count()}");
        output.WriteLine(
            $"{fleet.Rotations} rotations, {fleet.ProviderCalls} provider calls, kills ({plan}), {fleet.LostInTheGap} logins lost in the gap, " +
            $"{fleet.PresentedTwice} presented twice, {fleet.KilledServers} restarts of the server, {watch.Elapsed.TotalSeconds:0} s; {string.Join(", ", outcomes)}");
        Assert.Equal(Rotations, fleet.Rotations);
        Assert.Equal(2, fleet.KilledServers);
        Assert.Equal(0, fleet.PresentedTwice);
        Assert.InRange(fleet.LostInTheGap, inTheGap, inTheGap + afterTheAnswer);
        Assert.Equal(fleet.Rotations + fleet.Unanswered + fleet.LostInTheGap, fleet.ProviderCalls);
        Assert.DoesNotContain(fleet.Outcomes, outcome => outcome.StartsWith("stderr", StringComparison.Ordinal));
    }

    /// <summary>The last rotations have none, so that what a kill has caused is seen.</summary>
    private static Dictionary<int, KillPoint> PlanKills()
    {
        var random = new Random(20261129);
        var kills = new Dictionary<int, KillPoint> { [33] = KillPoint.Redis, [66] = KillPoint.Redis };
        while (kills.Count < 18)
        {
            var point = kills.Count < 4 ? KillPoint.InTheGap : (KillPoint)random.Next(0, 4);
            if (kills.Count < 4 || point != KillPoint.InTheGap)
            {
                kills.TryAdd(random.Next(1, Rotations - 3), point);
            }
        }

        return kills;
    }
}
