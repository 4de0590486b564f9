using System.Globalization;

namespace Brev.Sdk.Testing.Time;

/// <summary>The words of <see cref="FakeClockStalledException"/>.</summary>
internal static class StalledText
{
    private const int LongestList = 20;

    public static string Write(
        string what, TimeSpan stalled, DateTimeOffset now, IEnumerable<string> timers, IEnumerable<string> requests) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what} for {stalled.TotalSeconds:0.#} seconds of real time, with the clock at {now:O}. Pending timers: {List(timers)}. Requests "
            + $"without an answer: {List(requests)}. "
            + $"The clock does not move to a time limit while a call is under way, nor for a request that a gate holds. Release the gate, "
            + $"complete what the task waits for, "
            + $"or move the clock with {nameof(FakeClock.Advance)} to let a time limit pass. If the task works longer in real time, raise "
            + $"{nameof(FakeClock)}.{nameof(FakeClock.StallLimit)}.");

    public static string Describe(FakeTimer timer, long now)
    {
        var kind = timer.Kind switch
        {
            TimerKind.CallLimit => "time limit of a call",
            TimerKind.WaitLimit => "time limit of a wait",
            _ => timer.Period > 0 ? $"periodic timer of {TimeSpan.FromTicks(timer.Period):c}" : "pause",
        };
        return $"{kind}, due in {TimeSpan.FromTicks(Math.Max(0, timer.DueAt - now)):c}";
    }

    private static string List(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        var more = all.Count > LongestList ? $"; and {all.Count - LongestList} more" : "";
        return all.Count == 0 ? "none" : string.Join("; ", all.Take(LongestList)) + more;
    }
}
