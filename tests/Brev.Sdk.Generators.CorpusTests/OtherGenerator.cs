using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.CorpusTests;

/// <summary>Stands for the generators that every project has: it emits a file and reports something about each document.</summary>
internal sealed class OtherGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Found =
        new("TEST0001", "Document", "A document was found.", "Tests", DiagnosticSeverity.Info, isEnabledByDefault: true);

    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.AdditionalTextsProvider.Select(static (text, _) => text.Path),
        static (output, path) =>
        {
            output.AddSource("Other.g.cs", "// " + path);
            output.ReportDiagnostic(Diagnostic.Create(Found, Location.Create(path, default, default)));
        });
}
