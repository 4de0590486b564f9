using System.Globalization;
using Brev.Sdk.Benchmarks.Peers;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>
/// Counts what one call allocates, to the byte. The program has to run with <c>DOTNET_TieredCompilation=0</c>, so that a method's code, and
/// with it what it allocates, does not change in between.
/// </summary>
internal static class BytesPerCall
{
    /// <summary>A call may grow by so much before the check fails.</summary>
    private const double Tolerance = 1.02;

    private const string BaselineFile = "bytes-per-call.tsv";
    private static readonly Uri Address = new("https://brev.invalid");

    /// <summary>
    /// Prints what the SDK's calls allocate, compares it with the committed figures, writes those anew (<c>--write</c>), or prints the
    /// peers' as well (<c>--all</c>).
    /// </summary>
    public static int Run(string[] args)
    {
        if (Environment.GetEnvironmentVariable("DOTNET_TieredCompilation") != "0")
        {
            return Again(args);
        }

        if (args.Contains("--all"))
        {
            PrintAll();
            return 0;
        }

        var path = args.FirstOrDefault(argument => !argument.StartsWith("--", StringComparison.Ordinal)) ?? BaselineFile;
        var counted = Scenario.All.ToDictionary(scenario => scenario.Name, scenario => Count(PeerCatalog.Brev, scenario));
        if (args.Contains("--write"))
        {
            File.WriteAllLines(path, ["call\tbytes", .. counted.Select(row => $"{row.Key}\t{row.Value}")]);
            return 0;
        }

        var grown = counted.Where(row => !IsWithin(row.Value, Committed(path)[row.Key])).ToList();
        foreach (var (name, bytes) in counted)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name}: {bytes:N0} bytes, committed {Committed(path)[name]:N0}"));
        }

        foreach (var (name, _) in grown)
        {
            Console.Error.WriteLine(
                $"{name} allocates more than 2 % above {path}. Find what it allocates now; where that is meant, run the command with "
                    + "--write and commit the file.");
        }

        return grown.Count == 0 ? 0 : 1;
    }

    /// <summary>Every call of every peer, as rows of the table.</summary>
    private static void PrintAll()
    {
        foreach (var scenario in Scenario.All)
        {
            ComparisonTable.Row($"{scenario.Name}, bytes", PeerCatalog.Names.Select(peer =>
                Count(peer, scenario).ToString("N0", CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>What one call of a peer allocates, once its code has run before.</summary>
    public static long Count(string peerName, Scenario scenario)
    {
        using var transport = new CannedTransport(scenario);
        using var peer = PeerCatalog.Create(peerName, Address, transport);
        for (var call = 0; call < 50; call++)
        {
            transport.Complete(scenario.Call(peer));
        }

        return Enumerable.Range(0, 20).Min(_ => CountOne(peer, transport, scenario));
    }

    private static long CountOne(IPeer peer, CannedTransport transport, Scenario scenario)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        transport.Complete(scenario.Call(peer));
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static bool IsWithin(long bytes, long committed) => bytes <= committed * Tolerance;

    private static Dictionary<string, long> Committed(string path) => File.ReadLines(path).Skip(1).Select(line => line.Split('\t'))
        .ToDictionary(cells => cells[0], cells => long.Parse(cells[1], CultureInfo.InvariantCulture));

    private static int Again(string[] args) => ChildProgram.Run(["bytes", .. args], ("DOTNET_TieredCompilation", "0"));
}
