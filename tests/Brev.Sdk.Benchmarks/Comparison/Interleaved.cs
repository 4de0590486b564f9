using System.Diagnostics;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>
/// Compares times on a machine that others use too: the peers take turns in short rounds, each round gives one ratio to the first peer, and
/// the median of the ratios is told.
/// </summary>
internal static class Interleaved
{
    /// <param name="actions">One round of each peer; the first is the measure.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <returns>For each peer the median of its ratios.</returns>
    public static double[] Compare(IReadOnlyList<Action> actions, int rounds)
    {
        var ratios = actions.Select(_ => new List<double>()).ToArray();
        var times = new double[actions.Count];
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < actions.Count; turn++)
            {
                var peer = (round + turn) % actions.Count;
                var began = Stopwatch.GetTimestamp();
                actions[peer]();
                times[peer] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            }

            for (var peer = 0; peer < actions.Count; peer++)
            {
                ratios[peer].Add(times[peer] / times[0]);
            }
        }

        return [.. ratios.Select(Median)];
    }

    public static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
