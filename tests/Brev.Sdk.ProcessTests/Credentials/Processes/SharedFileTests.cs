using System.Diagnostics;
using Brev.Sdk.Tests;
using Xunit.Abstractions;
using static Brev.Sdk.ProcessTests.Credentials.Processes.SharedLogin;

namespace Brev.Sdk.ProcessTests.Credentials.Processes;

/// <summary>Real processes share one credentials file.</summary>
[Collection("processes")]
public sealed class SharedFileTests(ITestOutputHelper output)
{
    private const int Processes = 32;

    // Only so that a test that hangs ends: 32 processes take two minutes and more on a machine with two busy cores.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [Rule("2.3")]
    [Fact]
    public async Task Thirty_two_processes_with_a_one_use_refresh_token_lose_no_login_in_a_hundred_rotations_but_for_kills_in_the_gap_while_the_CLI_rewrites_the_file()
    {
        var random = new Random(20260630);
        var kills = new Dictionary<int, KillPoint>();
        while (kills.Count < 24)
        {
            kills[random.Next(1, 98)] = kills.Count < 3
                ? KillPoint.InTheGap
                : (KillPoint)random.Next(0, 4) is var point && point != KillPoint.InTheGap ? point : KillPoint.Anybody;
        }

        var planned = kills.Values.ToList();
        int CountOf(KillPoint point) => planned.Count(kill => kill == point);
        var watch = Stopwatch.StartNew();
        await using var login = await StartAsync(Processes, rotations: 100, isRotating: true, kills);
        using var stop = new CancellationTokenSource();
        var rewriting = Task.Run(() => login.RewriteInALoop(stop.Token));

        await login.FinishAsync(Limit);
        await stop.CancelAsync();
        var rewrites = await rewriting;

        var outcomes = login.Outcomes.GroupBy(outcome => outcome.Split(' ')[0]).ToDictionary(group => group.Key, group => group.Count());
        output.WriteLine(
            $"{login.Rotations} rotations, {login.Killed} kills "
                + $"({string.Join(", ", planned.GroupBy(kill => kill).Select(kill => $"{kill.Key}: {kill.Count()}"))}), "
                + $"{login.LostInTheGap} logins lost in the gap, {login.LostOtherwise} otherwise, {login.Rejections} rejections, "
                + $"{rewrites} rewrites, {watch.Elapsed.TotalSeconds:0} s");
        output.WriteLine(string.Join(", ", outcomes.Select(outcome => $"{outcome.Key}: {outcome.Value}")));
        Assert.True(rewrites > 1000, $"Only {rewrites} rewrites.");
        Assert.Equal(100, login.Rotations);
        Assert.Equal(0, login.LostOtherwise);

        // A used-up refresh token is presented when its successor was lost with a process, and never again.
        Assert.Equal(login.LostInTheGap, login.Rejections);
        Assert.InRange(login.LostInTheGap, CountOf(KillPoint.InTheGap), CountOf(KillPoint.InTheGap) + CountOf(KillPoint.AfterTheAnswer));
        Assert.DoesNotContain(login.Outcomes, outcome => outcome is not ("ok" or "unauthenticated")
            && !outcome.StartsWith(nameof(BrevLoginRequiredException), StringComparison.Ordinal));

        // Each login that was lost may have been noticed by every process once, and by nobody else.
        Assert.InRange(login.Outcomes.Count(outcome => outcome != "ok"), 0, login.LostInTheGap * Processes);
    }

    [Fact]
    public async Task While_the_CLI_truncates_and_rewrites_the_file_in_a_loop_nobody_sees_a_damaged_file_or_loses_the_login()
    {
        var watch = Stopwatch.StartNew();
        await using var login = await StartAsync(Processes, rotations: 25, isRotating: false);
        using var stop = new CancellationTokenSource();
        var rewriting = Task.Run(() => login.RewriteInALoop(stop.Token));

        await login.FinishAsync(Limit);
        await stop.CancelAsync();
        var rewrites = await rewriting;

        var outcomes = login.Outcomes.GroupBy(outcome => outcome).ToDictionary(group => group.Key, group => group.Count());
        output.WriteLine(
            $"{login.Rotations} rotations, {rewrites} rewrites, {watch.Elapsed.TotalSeconds:0} s: "
                + string.Join(", ", outcomes.Select(outcome => $"{outcome.Key}: {outcome.Value}")));
        Assert.True(rewrites > 100, $"Only {rewrites} rewrites.");

        // Where the refresh token does not rotate, a token set that the CLI puts back is refreshed once more. This API revokes both tokens
        // at once, so that the one resend of a call may go out with the other of them.
        Assert.All(login.Outcomes, outcome => Assert.True(outcome is "ok" or "unauthenticated", outcome));
        Assert.Contains("ok", login.Outcomes.TakeLast(Processes));
        Assert.True(outcomes["ok"] > login.Outcomes.Count / 2, $"Of {login.Outcomes.Count} calls {outcomes["ok"]} were answered.");
    }
}
