using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Brev.Sdk.Generators;

/// <summary>Finds the documents among the additional files.</summary>
internal static class DocumentSource
{
    private const string Prefix = "build_metadata.AdditionalFiles.";

    /// <summary>
    /// The document of each text. The compiler hands one text to all generators, so that they have one document, and read it once.
    /// </summary>
    private static readonly ConditionalWeakTable<SourceText, DocumentFile> Known = new();

    /// <summary>The documents that ask for contracts.</summary>
    public static IncrementalValuesProvider<DocumentSpec> OfContracts(IncrementalGeneratorInitializationContext context) =>
        Documents(Files(context).Where(static file => file.AsksForContracts));

    /// <summary>All documents, where there is a client to write: reading one takes seconds of a build.</summary>
    public static IncrementalValuesProvider<DocumentSpec> OfClients(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<FoundClient> clients) =>
        Documents(Files(context)
            .Combine(clients.Collect().Select(static (found, _) => Presence.Of(!found.IsEmpty)))
            .Where(static pair => pair.Right.IsThere)
            .Select(static (pair, _) => pair.Left));

    private static IncrementalValuesProvider<DocumentFile> Files(IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellationToken) => Read(pair.Left, pair.Right.GetOptions(pair.Left), cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!);

    private static IncrementalValuesProvider<DocumentSpec> Documents(IncrementalValuesProvider<DocumentFile> files) =>
        files.WithTrackingName(StepNames.Files)
            .Collect()
            .SelectMany(static (files, _) => Ordered(files))
            .Select(DocumentReader.Read)
            .WithTrackingName(StepNames.Documents);

    /// <summary>A project that asks for contracts without naming a document.</summary>
    public static IncrementalValuesProvider<ProblemSpec> Missing(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<DocumentSpec> documents) =>
        context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => IsTrue(Property(options, "OpenApiContracts")) ? new ProblemSpec(
                ProblemIds.MissingDocument,
                LocationSpec.Start(Property(options, "MSBuildProjectFullPath")),
                new(["The project asks for contracts, and no document is named."])) : null)
            .Combine(documents.Collect().Select(static (found, _) => Presence.Of(!found.IsEmpty)))
            .SelectMany(static (pair, _) => pair is { Left: { } problem, Right.IsThere: false } ? ImmutableArray.Create(problem) : []);

    /// <summary>A file is a document when its item has any of the metadata.</summary>
    private static DocumentFile? Read(AdditionalText file, AnalyzerConfigOptions options, CancellationToken cancellationToken)
    {
        var targetNamespace = Value(options, "OpenApiNamespace");
        var strict = Value(options, "OpenApiStrictSecurity");
        var contracts = Value(options, "OpenApiContracts");
        if (targetNamespace.Length + strict.Length + contracts.Length == 0)
        {
            return null;
        }

        var found = new DocumentFile(file.Path, null, targetNamespace, IsTrue(strict), IsTrue(contracts));
        if (file.GetText(cancellationToken) is not { } text)
        {
            return found;
        }

        var known = Known.GetValue(text, given => found with { Text = given.ToString() });
        found = found with { Text = known.Text };
        return known == found ? known : found;
    }

    /// <summary>Of several documents with one namespace the first by its path is emitted.</summary>
    private static ImmutableArray<DocumentFile> Ordered(ImmutableArray<DocumentFile> files) =>
        files.GroupBy(file => file.Namespace, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.OrderBy(file => file.Path, StringComparer.Ordinal).Select((file, index) =>
                index > 0 ? file with { IsSecond = true } : file))
            .ToImmutableArray();

    /// <summary>Whether there is anything, said by an object (<see cref="EmittedSpec{T}"/>).</summary>
    private sealed record Presence(bool IsThere)
    {
        private static readonly Presence Some = new(true);

        private static readonly Presence None = new(false);

        public static Presence Of(bool isThere) => isThere ? Some : None;
    }

    private static bool IsTrue(string value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static string Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out var value) ? value.Trim() : "";

    private static string Value(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue(Prefix + name, out var value) ? value.Trim() : "";
}
