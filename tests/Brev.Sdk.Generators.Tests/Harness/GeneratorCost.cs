using Brev.Sdk.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>
/// What a warm run over a document costs as a multiple of work of others in the same process: a machine that is slow makes both slow. Time
/// of the processor counts, which a busy machine does not lengthen much; the two take turns, and the least of each counts, for nothing
/// makes one of them shorter.
/// </summary>
internal static class GeneratorCost
{
    /// <summary>The whole run, against what the compiler's parser needs for the emitted code.</summary>
    public static double OfParsing(MemoryFile file, int runs)
    {
        var sources = Generated(file).GeneratedTrees.Select(tree => tree.GetText()).ToArray();
        Assert.NotEmpty(sources);
        return Ratio(runs, () => Generated(file), () => Array.ForEach(
            sources, static source => CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions).GetRoot()));
    }

    /// <summary>Reading the document, against what the library needs that makes its model of it.</summary>
    public static double OfLoading(string text, int runs) => Ratio(
        runs,
        () => Assert.NotEmpty(DocumentReader.Read(
            new DocumentFile("/documents/openapi.json", text, "Example", IsStrict: false, AsksForContracts: true),
            CancellationToken.None).Models),
        () => Assert.NotNull(OpenApiDocument.Parse(text, "json").Document));

    private static double Ratio(int runs, Action work, Action known)
    {
        var (least, leastOfKnown) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var run = 0; run < runs; run++)
        {
            least = Least(least, work);
            leastOfKnown = Least(leastOfKnown, known);
        }

        return least / leastOfKnown;
    }

    private static TimeSpan Least(TimeSpan least, Action work)
    {
        // What the other has left over is none of its cost.
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        work();
        var taken = Environment.CpuUsage.TotalTime - before;
        return taken < least ? taken : least;
    }

    private static GeneratorDriverRunResult Generated(MemoryFile file) => CSharpGeneratorDriver.Create(
            [new ContractsGenerator().AsSourceGenerator()],
            [file.With(file.GetText()!.ToString())],
            GeneratorHarness.ParseOptions,
            new FileOptions(new Dictionary<string, string>()))
        .RunGenerators(GeneratorHarness.Compilation("Contracts"))
        .GetRunResult();
}
