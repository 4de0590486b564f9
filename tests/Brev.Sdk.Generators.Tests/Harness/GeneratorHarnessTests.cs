using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.Tests.Harness;

public sealed class GeneratorHarnessTests
{
    [Fact]
    public void A_generator_that_computes_again_without_a_reason_fails_its_test()
    {
        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
            GeneratorHarness.Run(new Forgetful(), [], GeneratorHarness.Compilation("Any")));
        Assert.Contains("these steps ran again", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generator_that_computes_nothing_again_passes()
    {
        Assert.Equal(["Fixed.g.cs"], GeneratorHarness.Run(new Careful(), [], GeneratorHarness.Compilation("Any")).Sources.Keys);
    }

    /// <summary>Hangs on to the compilation, which differs after every edit.</summary>
    private sealed class Forgetful : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, static (output, compilation) =>
                output.AddSource("Forgetful.g.cs", "// " + compilation.SyntaxTrees.Count()));
    }

    private sealed class Careful : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider.Select(static (compilation, _) =>
                compilation.AssemblyName), static (output, name) => output.AddSource("Fixed.g.cs", "// " + name));
    }
}
