using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Brev.Sdk.Generators.Tests.Harness;
using CsCheck;

namespace Brev.Sdk.Generators.BoundsTests;

/// <summary>
/// Documents that make no sense are read, or refused in words, like any other. A failure says the number that makes its document again.
/// </summary>
public sealed class RandomDocumentTests
{
    private static readonly Gen<int[]> Decisions = Gen.Int.Array[0, 400];

    private static readonly int[] Copies = [4, 8, 16];

    /// <summary>A document takes milliseconds; on a machine that is busy with others a hundred times that.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    [Fact]
    public void Random_documents_are_read_and_emitted_within_bounds_and_without_a_fault_of_the_generator()
    {
        // What is made once belongs to no document.
        Measure(Text(Numbers(0)));
        var faults = new ConcurrentQueue<string>();
        var found = new ConcurrentQueue<(int Models, int Unions, int Enums, int Operations, int Schemes, int Urls)>();
        Parallel.For(0, Number("BREV_RANDOM_DOCUMENTS", 2_000), new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var text = Text(Numbers(seed));
            var (document, cost) = Measure(text);
            found.Enqueue((
                document.Models.Count, document.Unions.Count, document.Enums.Count, document.Tags.Sum(static tag => tag.Operations.Count),
                document.Security.Schemes.Count, document.ServerUrls.Servers.Count));
            if (document.Problems.Any(static problem => problem.Id is "BREV0099" or "BREV0022" or "BREV0001"))
            {
                var problems = document.Problems.SelectMany(static problem => problem.Arguments.Prepend(problem.Id));
                faults.Enqueue($"{seed}: {string.Join("; ", problems)}");
            }

            if (cost.Allocated > MostBytes(text) || cost.Emitted > MostCharacters(text) || cost.Time > MostTime)
            {
                faults.Enqueue($"{seed}: {text.Length} characters cost {cost.Allocated} bytes, {cost.Emitted} characters, {cost.Time}");
            }
        });
        Assert.Empty(faults);
        // What proves something are documents that something comes of.
        Assert.InRange(found.Sum(static each => each.Models), found.Count / 5, int.MaxValue);
        Assert.InRange(found.Sum(static each => each.Unions), found.Count / 5, int.MaxValue);
        Assert.InRange(found.Sum(static each => each.Enums), found.Count / 5, int.MaxValue);
        Assert.InRange(found.Sum(static each => each.Operations), found.Count / 5, int.MaxValue);
        Assert.InRange(found.Sum(static each => each.Schemes), found.Count / 5, int.MaxValue);
        Assert.InRange(found.Sum(static each => each.Urls), found.Count / 5, int.MaxValue);
    }

    /// <summary>A document several times over costs so many times what it costs once, and not the square of it.</summary>
    [Fact]
    public void What_a_random_document_costs_grows_as_the_document_does()
    {
        Measure(Text(Numbers(0)));
        var faults = new ConcurrentQueue<string>();
        Parallel.For(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var decisions = Decisions.Generate(Numbers(seed), null, out _);
            var costs = Copies.Select(copies => Measure(RandomDocument.Text(decisions, copies)).Cost).ToArray();
            AddGrowth(faults, seed, "bytes", [.. costs.Select(static cost => cost.Allocated)], slack: 1_000_000);
            AddGrowth(faults, seed, "characters", [.. costs.Select(static cost => cost.Emitted)], slack: 50_000);
        });
        Assert.Empty(faults);
    }

    /// <summary>The same ones at each run: with its number alone a generator of this library begins at the time of day.</summary>
    private static PCG Numbers(int seed) => new((uint)seed, seed: 20261128);

    /// <summary>How many documents: few on an ordinary run, and more where somebody asks for them.</summary>
    private static int Number(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : usual;

    /// <summary>Eight copies more cost twice what four copies more cost; the square of it were four times.</summary>
    private static void AddGrowth(ConcurrentQueue<string> faults, int seed, string unit, long[] costs, long slack)
    {
        if (costs[2] - costs[1] > (3 * (costs[1] - costs[0])) + slack)
        {
            faults.Enqueue($"{seed}: 4, 8 and 16 copies cost {string.Join(", ", costs)} {unit}");
        }
    }

    /// <summary>More of them in the night.</summary>
    [Fact]
    public void Some_random_documents_compile()
    {
        var count = Number("BREV_RANDOM_CLIENTS", 25);
        Assert.All(Enumerable.Range(0, count), static seed =>
        {
            var text = Text(Numbers(seed));
            var contracts = GeneratorRun.Start(
                new ContractsGenerator(),
                [MemoryFile.Document(text)],
                GeneratorHarness.Compilation("Contracts"),
                new Dictionary<string, string>());
            AssertCompiles(contracts);
            var bindings = Read(text).Servers.Select(server => $"internal interface {server.BindingName} : {server.InterfaceName};");
            AssertCompiles(GeneratorRun.Start(
                new ClientGenerator(),
                [MemoryFile.Document(text)],
                GeneratorHarness.Compilation("Client", MinimalClient.Source("Example", "Client") + string.Join('\n', bindings))
                    .AddReferences(contracts.Output.ToReference()),
                new Dictionary<string, string>()));
        });
    }

    private static void AssertCompiles(GeneratorRun run)
    {
        var complaints = run.Output.Complaints();
        Assert.True(complaints.Length == 0, complaints);
    }

    /// <summary>The same document for the same beginning, so that what one run finds the next one finds too.</summary>
    private static string Text(PCG beginning) => RandomDocument.Text(Decisions.Generate(beginning, null, out _));

    private static DocumentSpec Read(string text) =>
        DocumentReader.Read(new DocumentFile(
            "/documents/openapi.json", text, "Example", IsStrict: false, AsksForContracts: true), CancellationToken.None);

    /// <summary>What every document needs is in the first number.</summary>
    private static long MostBytes(string text) => 1_200_000 + (400L * text.Length);

    private static long MostCharacters(string text) => 100_000 + (40L * text.Length);

    /// <summary>What a document becomes, and what that costs: bytes, characters and time.</summary>
    private static (DocumentSpec Document, (long Allocated, long Emitted, TimeSpan Time) Cost) Measure(string text)
    {
        var time = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var document = Read(text);
        var emitted = EmittedText.Length(document);
        return (document, (GC.GetAllocatedBytesForCurrentThread() - before, emitted, time.Elapsed));
    }
}
