using System.Diagnostics;
using System.Globalization;
using Brev.Sdk.Benchmarks.Peers;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>The time from the start of a process to the end of its first call.</summary>
internal static class ColdStart
{
    /// <summary>The first call, in a process that was started for it.</summary>
    public static async Task<int> RunOneAsync(string peerName, Uri address)
    {
        using var peer = PeerCatalog.Create(peerName, address);
        await peer.GetAsync();
        Console.WriteLine("answered");
        return 0;
    }

    /// <summary>Prints the first calls of every peer in this program, and those of published programs (name=path).</summary>
    public static void Print(Uri address, IReadOnlyList<string> published, int rounds)
    {
        Console.WriteLine();
        Console.WriteLine("| first call in a fresh process | ms | over the first |");
        Console.WriteLine("| --- | ---: | ---: |");
        Print("this program", PeerCatalog.Names, peer => ChildProgram.Start(["first-call", peer, address.ToString()]), rounds);
        foreach (var form in published.Select(pair => pair.Split('=')).GroupBy(pair => pair[0].Split('/')[0]))
        {
            var paths = form.ToDictionary(pair => pair[0].Split('/')[1], pair => pair[1]);
            Print(form.Key, [.. paths.Keys], peer => new ProcessStartInfo(paths[peer], [address.ToString()]), rounds);
            if (form.Key == "native")
            {
                ComparisonTable.Row("native, size in MB", paths.Select(path => $"{path.Key} {new FileInfo(path.Value).Length / 1e6:0.0}"));
            }
        }
    }

    private static void Print(string form, IReadOnlyList<string> names, Func<string, ProcessStartInfo> start, int rounds)
    {
        var times = names.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < names.Count; turn++)
            {
                var peer = (round + turn) % names.Count;
                times[peer].Add(Once(start(names[peer])));
            }
        }

        var medians = times.Select(Interleaved.Median).ToArray();
        for (var peer = 0; peer < names.Count; peer++)
        {
            ComparisonTable.Row($"{form}, {names[peer]}", [Text(medians[peer]), Text(medians[peer] - medians[0])]);
        }
    }

    private static string Text(double milliseconds) => milliseconds.ToString("0", CultureInfo.InvariantCulture);

    private static double Once(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        process.WaitForExit();
        return line == "answered"
            ? elapsed
            : throw new InvalidOperationException($"{start.FileName} answered '{line}' with exit code {process.ExitCode}.");
    }
}
