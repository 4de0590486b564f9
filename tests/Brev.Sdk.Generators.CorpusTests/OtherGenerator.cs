using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.CorpusTests;

/// <summary>Stands for the generators that every project has: it emits a file and reports something about each document.</summary>
internal sealed class OtherGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.AdditionalTextsProvider.Select(static (text, _) => text.Path),
        static (output, path) =>
        {
            output.AddSource("Other.g.cs", "// " + path);
            output.ReportDiagnostic(Diagnostic.Create(
                "TEST0001", "Tests", "A document was found", DiagnosticSeverity.Info, DiagnosticSeverity.Info, isEnabledByDefault: true,
                warningLevel: 1, location: Location.Create(path, default, default)));
        });
}
