using Brev.Sdk.Generators.Parsing;
using Brev.Sdk.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Reads the documents among the additional files.</summary>
internal static class DocumentSource
{
    private const string NamespaceKey = "build_metadata.AdditionalFiles.OpenApiNamespace";

    private const string ContractsKey = "build_metadata.AdditionalFiles.OpenApiContracts";

    public static IncrementalValuesProvider<DocumentSpec> Documents(IncrementalGeneratorInitializationContext context, bool contractsOnly) =>
        context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(pair => !contractsOnly || Read(pair.Right, pair.Left, ContractsKey) == "true")
            .Select(static (pair, cancellationToken) => (Text: pair.Left.GetText(cancellationToken)?.ToString() ?? "", Namespace: Read(pair.Right, pair.Left, NamespaceKey)))
            .Where(static file => file.Namespace.Length > 0)
            .WithTrackingName(StepNames.Files)
            .Select(static (file, _) => Parse(file.Text, file.Namespace))
            .WithTrackingName(StepNames.Documents);

    private static string Read(AnalyzerConfigOptionsProvider provider, AdditionalText file, string key) =>
        provider.GetOptions(file).TryGetValue(key, out var value) ? value : "";

    private static DocumentSpec Parse(string text, string targetNamespace)
    {
        var result = OpenApiDocument.Parse(text, "json");
        return new DocumentParser(result.Document!, targetNamespace).Parse();
    }
}
