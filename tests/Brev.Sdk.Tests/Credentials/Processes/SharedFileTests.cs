using System.Diagnostics;
using System.Text;
using Brev.Sdk.Tests.Authentication;
using Xunit.Abstractions;
using static Brev.Sdk.Tests.Credentials.Processes.SharedLogin;

namespace Brev.Sdk.Tests.Credentials.Processes;

/// <summary>Real processes share one credentials file.</summary>
[Collection("processes")]
public sealed class SharedFileTests(ITestOutputHelper output)
{
    private const int Processes = 32;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Thirty_two_processes_with_a_one_use_refresh_token_lose_no_login_in_a_hundred_rotations_but_for_kills_in_the_gap()
    {
        var random = new Random(20260630);
        var kills = new Dictionary<int, KillPoint>();
        while (kills.Count < 24)
        {
            kills[random.Next(1, 98)] = kills.Count < 3 ? KillPoint.InTheGap : (KillPoint)random.Next(0, 4) is var point && point != KillPoint.InTheGap ? point : KillPoint.Anybody;
        }

        var planned = kills.Values.ToList();
        int CountOf(KillPoint point) => planned.Count(kill => kill == point);
        var watch = Stopwatch.StartNew();
        await using var login = await StartAsync(Processes, rotations: 100, isRotating: true, kills);

        await login.FinishAsync(Limit);

        var outcomes = login.Outcomes.GroupBy(outcome => outcome.Split(' ')[0]).ToDictionary(group => group.Key, group => group.Count());
        output.WriteLine($"{login.Rotations} rotations, {login.Killed} kills ({string.Join(", ", planned.GroupBy(kill => kill).Select(kill => $"{kill.Key}: {kill.Count()}"))}), {login.LostInTheGap} logins lost in the gap, {login.LostOtherwise} otherwise, {login.Rejections} rejections, {watch.Elapsed.TotalSeconds:0} s");
        output.WriteLine(string.Join(", ", outcomes.Select(outcome => $"{outcome.Key}: {outcome.Value}")));
        Assert.Equal(100, login.Rotations);
        Assert.Equal(0, login.LostOtherwise);
        Assert.InRange(login.LostInTheGap, CountOf(KillPoint.InTheGap), CountOf(KillPoint.InTheGap) + CountOf(KillPoint.AfterTheAnswer));
        Assert.DoesNotContain(login.Outcomes, outcome => outcome is not ("ok" or "unauthenticated") && !outcome.StartsWith(nameof(BrevLoginRequiredException), StringComparison.Ordinal));

        // Each login that was lost may have been noticed by every process once, and by nobody else.
        Assert.InRange(login.Outcomes.Count(outcome => outcome != "ok"), 0, login.LostInTheGap * Processes);
    }

    [Fact]
    public async Task While_the_CLI_truncates_and_rewrites_the_file_in_a_loop_nobody_sees_a_damaged_file_or_loses_the_login()
    {
        var watch = Stopwatch.StartNew();
        await using var login = await StartAsync(Processes, rotations: 25, isRotating: false);
        using var stop = new CancellationTokenSource();
        var rewriting = Task.Run(() => RewriteInALoop(login.Path, stop.Token));

        await login.FinishAsync(Limit);
        await stop.CancelAsync();
        var rewrites = await rewriting;

        var outcomes = login.Outcomes.GroupBy(outcome => outcome).ToDictionary(group => group.Key, group => group.Count());
        output.WriteLine($"{login.Rotations} rotations, {rewrites} rewrites, {watch.Elapsed.TotalSeconds:0} s: {string.Join(", ", outcomes.Select(outcome => $"{outcome.Key}: {outcome.Value}"))}");
        Assert.True(rewrites > 100, $"Only {rewrites} rewrites.");
        Assert.All(login.Outcomes, outcome => Assert.Equal("ok", outcome));
    }

    /// <summary>As the CLI does it: empty the file, fill it in place. In two parts, so that a reader meets half a file as well.</summary>
    private static int RewriteInALoop(string path, CancellationToken cancellationToken)
    {
        var rewrites = 0;
        var content = File.ReadAllBytes(path);
        while (!cancellationToken.IsCancellationRequested)
        {
            var read = File.ReadAllBytes(path);
            content = Encoding.UTF8.GetString(read).TrimEnd().EndsWith('}') ? read : content;
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Write(content.AsSpan(0, content.Length / 2));
            file.Write(content.AsSpan(content.Length / 2));
            rewrites++;
            Thread.Yield();
        }

        return rewrites;
    }
}
