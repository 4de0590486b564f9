using Brev.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

public sealed class UnexpectedFaultTests
{
    [Fact]
    public void BREV0099_a_fault_of_a_generator_is_reported_with_its_type_and_the_other_files_are_emitted()
    {
        var run = GeneratorHarness.Run(new Faulty(), [], GeneratorHarness.Compilation("Any"));
        Assert.Equal(
            [
                "/documents/odd.json(1,1): error BREV0099: The generator met System.NotSupportedException: Two is odd. "
                    + "This is a fault of the generator, not of the document; please report it with the document.",
            ],
            run.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(["One.g.cs", "Three.g.cs"], run.Sources.Keys);
    }

    private sealed class Faulty : IIncrementalGenerator
    {
        private static readonly string[] Names = ["One", "Two", "Three"];

        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            Output.Register(
                context,
                context.CompilationProvider.SelectMany(static (_, _) => Names),
                static name => name == "Two" ? throw new NotSupportedException("Two is odd.") : ($"{name}.g.cs", "// " + name),
                static _ => "/documents/odd.json");
    }
}
