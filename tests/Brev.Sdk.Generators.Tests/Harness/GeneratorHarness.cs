using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>
/// Runs a generator as the compiler does. Every run proves caching: a second run and a run after an unrelated edit of the C# must not
/// compute anything again.
/// </summary>
internal static class GeneratorHarness
{
    public static readonly CSharpParseOptions ParseOptions = new(
        // What the oldest compiler that is taken knows; against this runtime's references C# 12 cannot enumerate a span.
        LanguageVersion.CSharp13,
        DocumentationMode.Diagnose,
        preprocessorSymbols: ["NET", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"), "NETCOREAPP"]);

    private static readonly CSharpCompilationOptions CompilationOptions =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false);

    /// <summary>Models, enumerations and interfaces of the documents.</summary>
    public static GeneratorRun Contracts(params MemoryFile[] files) => Run(new ContractsGenerator(), files, Compilation("Contracts"));

    /// <summary>The client of the documents, for the C# that carries the attribute.</summary>
    public static GeneratorRun Client(string source, IEnumerable<MetadataReference> contracts, params MemoryFile[] files) =>
        Run(new ClientGenerator(), files, Compilation("Client", source).AddReferences(contracts));

    /// <summary>A compilation of C# sources that refers to the runtime and to Refit.</summary>
    public static CSharpCompilation Compilation(string name, params string[] sources) =>
        CSharpCompilation.Create(
            name, sources.Select((source, index) => Tree(source, $"{name}{index}.cs")), References.All, CompilationOptions);

    public static GeneratorRun Run(
        IIncrementalGenerator generator,
        IReadOnlyList<MemoryFile> files,
        CSharpCompilation compilation,
        IReadOnlyDictionary<string, string>? properties = null)
    {
        var run = GeneratorRun.Start(generator, files, compilation, properties ?? new Dictionary<string, string>());
        run.Again(compilation.Clone()).AssertNothingRanAgain("a second run");
        run.Again(compilation.AddSyntaxTrees(Tree("internal static class Unrelated;", "Unrelated.cs"))).AssertNothingRanAgain(
            "an unrelated edit of the C#");
        return run;
    }

    public static SyntaxTree Tree(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions, path, System.Text.Encoding.UTF8);
}
