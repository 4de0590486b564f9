namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>
/// At which rotations which process is killed: the server twice, and an instance at every sixth on average, by chance and always the same
/// way.
/// </summary>
internal static class KillPlan
{
    private const int RotationsOfKill = 6;
    private const int QuietRotationsAtTheEnd = 3;

    /// <summary>Makes the plan. The last rotations have no kill, so that what the kills have caused is seen.</summary>
    public static IReadOnlyDictionary<int, KillPoint> For(int rotations)
    {
        var random = new Random(20261129);
        var kills = new Dictionary<int, KillPoint> { [rotations / 3] = KillPoint.Redis, [rotations * 2 / 3] = KillPoint.Redis };
        KillPoint[] once = [KillPoint.InTheGap, KillPoint.BeforeTheAnswer, KillPoint.AfterTheAnswer];
        while (kills.Count < 2 + Math.Max(rotations / RotationsOfKill, once.Length))
        {
            var index = kills.Count - 2;
            var point = index < once.Length ? once[index] : (KillPoint)random.Next((int)KillPoint.Redis);
            kills.TryAdd(random.Next(1, rotations - QuietRotationsAtTheEnd), point);
        }

        return kills;
    }

    public static int CountOf(IReadOnlyDictionary<int, KillPoint> kills, KillPoint point) => kills.Values.Count(kill => kill == point);

    public static string Describe(IReadOnlyDictionary<int, KillPoint> kills) =>
        string.Join(", ", Enum.GetValues<KillPoint>().Select(point => $"{point}: {CountOf(kills, point)}"));
}
