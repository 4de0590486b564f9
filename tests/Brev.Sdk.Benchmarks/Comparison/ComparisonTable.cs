using System.Globalization;
using System.Runtime.InteropServices;
using Brev.Sdk.Benchmarks.Peers;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>Measures everything in one run and prints it as Markdown.</summary>
internal static class ComparisonTable
{
    private static readonly Uri Nowhere = new("https://brev.invalid");
    private static readonly IReadOnlyList<string> Peers = PeerCatalog.Names;

    /// <param name="args"><c>--quick</c> for a tenth of the rounds; then name=path of each published program of the cold start.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Contains("--quick") ? 20 : 200;
        Console.WriteLine(
            $"{DateTimeOffset.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {RuntimeInformation.OSDescription}, "
                + $"{Environment.ProcessorCount} processors");
        Console.WriteLine();
        Row("", Peers);
        Row("---", Peers.Select(_ => "---:"));
        await Console.Out.FlushAsync();
        BytesPerCall.Run(["--all"]);
        foreach (var scenario in Scenario.All)
        {
            Row($"{scenario.Name}, time in memory", Ratios(InMemory(scenario, rounds)));
        }

        using var server = new ServerProcess();
        foreach (var scenario in Scenario.All)
        {
            Row($"{scenario.Name}, bytes over loopback", Peers.Select(name =>
                BytesOverLoopback(name, scenario, server.Address).ToString("N0", CultureInfo.InvariantCulture)));
        }

        foreach (var scenario in Scenario.All)
        {
            Row($"{scenario.Name}, time over loopback", Ratios(OverLoopback(scenario, server.Address, 1, rounds)));
        }

        foreach (var parallel in new[] { 8, 64, 512 })
        {
            Row($"{Scenario.GetOne.Name}, {parallel} at once", Ratios(OverLoopback(Scenario.GetOne, server.Address, parallel, rounds / 4)));
        }

        ColdStart.Print(server.Address, [.. args.Where(argument => argument.Contains('=', StringComparison.Ordinal))], Math.Max(
            3, rounds / 10));
        await Console.Out.FlushAsync();
        return 0;
    }

    public static void Row(string name, IEnumerable<string> cells) => Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");

    private static double[] InMemory(Scenario scenario, int rounds)
    {
        var stages = Peers.Select(name => (Transport: new CannedTransport(scenario), Name: name))
            .Select(stage => (stage.Transport, Peer: PeerCatalog.Create(stage.Name, Nowhere, stage.Transport))).ToList();
        var count = scenario.Body.Length > 100_000 ? 5 : 200;
        var actions = stages.Select(stage => (Action)(() =>
        {
            for (var call = 0; call < count; call++)
            {
                stage.Transport.Complete(scenario.Call(stage.Peer));
            }
        })).ToList();
        var ratios = Warm(actions, rounds);
        stages.ForEach(stage => stage.Peer.Dispose());
        return ratios;
    }

    /// <summary>
    /// With the transport, which in memory is the same for all. What sockets allocate differs from call to call: the least of some means.
    /// </summary>
    private static long BytesOverLoopback(string peerName, Scenario scenario, Uri address)
    {
        const int Calls = 200;
        using var peer = PeerCatalog.Create(peerName, address);
        CallAsync(scenario, peer, Calls, parallel: 1).GetAwaiter().GetResult();
        return Enumerable.Range(0, 10).Min(_ =>
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            CallAsync(scenario, peer, Calls, parallel: 1).GetAwaiter().GetResult();
            return (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;
        });
    }

    private static double[] OverLoopback(Scenario scenario, Uri address, int parallel, int rounds)
    {
        var peers = Peers.Select(name => PeerCatalog.Create(name, address)).ToList();
        var count = Math.Max(parallel, scenario.Body.Length > 100_000 ? 5 : 50);
        var actions = peers.Select(peer => (Action)(() => CallAsync(scenario, peer, count, parallel).GetAwaiter().GetResult())).ToList();
        var ratios = Warm(actions, rounds);
        peers.ForEach(peer => peer.Dispose());
        return ratios;
    }

    private static Task CallAsync(Scenario scenario, IPeer peer, int count, int parallel) =>
        Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < count / parallel; call++)
            {
                await scenario.Call(peer);
            }
        })));

    /// <summary>Code is compiled well only after it has run for a while.</summary>
    private static double[] Warm(IReadOnlyList<Action> actions, int rounds)
    {
        _ = Interleaved.Compare(actions, Math.Max(10, rounds / 5));
        return Interleaved.Compare(actions, rounds);
    }

    private static IEnumerable<string> Ratios(double[] ratios) =>
        ratios.Select(ratio => ratio.ToString("0.00", CultureInfo.InvariantCulture));
}
