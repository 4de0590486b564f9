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
        var driver = CSharpGeneratorDriver.Create(
            [new ClientGenerator().AsSourceGenerator()],
            [BrevFile.Create()],
            GeneratorHarness.ParseOptions,
            new FileOptions(new Dictionary<string, string>()),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var run = driver.RunGenerators(GeneratorHarness.Compilation("None", "internal sealed class Other;")).GetRunResult();
        Assert.DoesNotContain(StepNames.Documents, Assert.Single(run.Results).TrackedSteps);
    }
}
