using System.Diagnostics;
using System.Globalization;
using Brev.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;
using FileOptions = Brev.Sdk.Generators.Tests.Harness.FileOptions;

namespace Brev.Sdk.Generators.CorpusTests;

/// <summary>
/// Prints how long the generator of contracts takes; whether that is little is for people to say, who know how busy the machine was. The
/// first run is cold only when nothing else ran in the process, so it is called alone and by its name. What counts is what the generator
/// adds to a compile: running any generator, and reading the references to see whether a diagnostic is suppressed, has been done before.
/// </summary>
public sealed class GeneratorTimesTests(ITestOutputHelper output)
{
    [CorpusFact]
    public void Times_of_the_documents_of_this_repository_and_of_the_largest_of_the_corpus()
    {
        var brev = File.ReadAllText(BrevFile);
        Measure(brev, new OtherGenerator());
        Print("this repository's, cold", [Measure(brev)]);
        Print("this repository's, warm", [.. Enumerable.Range(0, 15).Select(_ => Measure(brev))]);
        var largest = CorpusFolder.Documents.MaxBy(path => new FileInfo(path).Length)!;
        var text = File.ReadAllText(largest);
        Measure(text);
        Print(Path.GetFileName(largest) + ", warm", [.. Enumerable.Range(0, 5).Select(_ => Measure(text))]);
    }

    /// <summary>What is allocated is the same on every machine, however busy that is.</summary>
    [CorpusFact]
    public void The_document_of_Stripe_allocates_at_most_three_hundred_megabytes()
    {
        var text = File.ReadAllText(CorpusFolder.Documents.Single(path => path.EndsWith("stripe.com.json", StringComparison.Ordinal)));
        Measure(text);
        Assert.InRange(Measure(text).Allocated, 1, 300_000_000);
    }

    [CorpusFact]
    public void The_document_of_Stripe_costs_little_more_than_parsing_what_is_emitted() => Assert.InRange(
        GeneratorCost.OfParsing(MemoryFile.Document(File.ReadAllText(
            CorpusFolder.Documents.Single(path => path.EndsWith("stripe.com.json", StringComparison.Ordinal))), "Corpus.Api"), 3),
        0,
        2);

    private static string BrevFile => Path.Combine(Root(AppContext.BaseDirectory), "openapi", "brev.openapi.json");

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Brev.Sdk.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    private static (double Milliseconds, long Allocated) Measure(string text) => Measure(text, new ContractsGenerator());

    private static (double Milliseconds, long Allocated) Measure(string text, IIncrementalGenerator generator)
    {
        var driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            [MemoryFile.Document(text, "Corpus.Api")],
            GeneratorHarness.ParseOptions,
            new FileOptions(new Dictionary<string, string>()));
        var compilation = GeneratorHarness.Compilation("Contracts");
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        driver.RunGenerators(compilation);
        return (watch.Elapsed.TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private void Print(string what, (double Milliseconds, long Allocated)[] runs)
    {
        var times = runs.Select(run => run.Milliseconds).Order().ToArray();
        var allocated = runs[^1].Allocated / 1_000_000;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: median {times[times.Length / 2]:F0} ms, least {times[0]:F0} ms of {times.Length}; {allocated} MB allocated"));
    }
}
