using Brev.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using FileOptions = Brev.Sdk.Generators.Tests.Harness.FileOptions;

namespace Brev.Sdk.Generators.Tests.Incrementality;

public sealed class OneReadingTests
{
    [Fact]
    public void Both_generators_of_one_compile_have_a_document_that_was_read_once()
    {
        var driver = CSharpGeneratorDriver.Create(
            [new ContractsGenerator().AsSourceGenerator(), new ClientGenerator().AsSourceGenerator()],
            [BrevFile.Create()],
            GeneratorHarness.ParseOptions,
            new FileOptions(new Dictionary<string, string>()),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var run = driver.RunGenerators(GeneratorHarness.Compilation("Both", MinimalClient.Brev)).GetRunResult();
        var documents = run.Results.Select(result => result.TrackedSteps[StepNames.Documents].Single().Outputs.Single().Value).ToArray();
        Assert.Equal(2, documents.Length);
        Assert.Same(documents[0], documents[1]);
    }

    [Fact]
    public void A_project_without_a_client_has_no_document_read_for_one()
    {
        var without = AllocatedBytes("internal sealed class Other;");
        var with = AllocatedBytes(MinimalClient.Brev);
        Assert.True(without < with / 10, $"{without:N0} bytes without a client, {with:N0} with one.");
    }

    /// <summary>What a run of the generator of clients allocates, over a document that no run before has had.</summary>
    private static long AllocatedBytes(string source)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new ClientGenerator().AsSourceGenerator()],
            [BrevFile.Create()],
            GeneratorHarness.ParseOptions,
            new FileOptions(new Dictionary<string, string>()));
        var compilation = GeneratorHarness.Compilation("Client", source);
        var before = GC.GetAllocatedBytesForCurrentThread();
        driver.RunGenerators(compilation);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
