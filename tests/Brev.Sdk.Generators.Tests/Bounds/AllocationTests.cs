using Brev.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using FileOptions = Brev.Sdk.Generators.Tests.Harness.FileOptions;

namespace Brev.Sdk.Generators.Tests.Bounds;

/// <summary>
/// What a document allocates, which is the same on every machine, however busy that is; most of what a run takes is this and its removal.
/// </summary>
public sealed class AllocationTests
{
    /// <summary>It was 40 MB with a string for each line, an address for each reference, and lists between the steps.</summary>
    private const long Most = 19_000_000;

    [Fact]
    public void A_run_over_the_document_of_this_repository_allocates_little()
    {
        // What is made once, such as the tables of names, is made here.
        Allocated();
        Assert.InRange(Allocated(), 0, Most);
    }

    private static long Allocated()
    {
        var driver = CSharpGeneratorDriver.Create(
            [new ContractsGenerator().AsSourceGenerator()],
            [BrevFile.Create()],
            GeneratorHarness.ParseOptions,
            new FileOptions(new Dictionary<string, string>()));
        var compilation = GeneratorHarness.Compilation("Contracts");
        var before = GC.GetAllocatedBytesForCurrentThread();
        driver.RunGenerators(compilation);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
