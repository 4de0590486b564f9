using System.Runtime.CompilerServices;
using System.Text;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators;

/// <summary>Text of a document to its spec. Whatever is wrong with the text becomes a problem of the spec, never an exception.</summary>
internal static class DocumentReader
{
    private static readonly ConditionalWeakTable<DocumentFile, DocumentSpec> Specs = new();

    /// <summary>The spec of a document, which is read when it is asked for first.</summary>
    public static DocumentSpec Read(DocumentFile file, CancellationToken cancellationToken) =>
        Specs.GetValue(file, given => First(given, cancellationToken));

    private static DocumentSpec First(DocumentFile file, CancellationToken cancellationToken)
    {
        try
        {
            return Unsuitable(file) is { } problem
                ? DocumentSpec.Broken(file.Path, file.Namespace, problem)
                : Parse(file, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return DocumentSpec.Broken(file.Path, file.Namespace, Unexpected.Problem(file.Path, exception));
        }
    }

    private static ProblemSpec? Unsuitable(DocumentFile file)
    {
        ProblemSpec At(string id, params string[] arguments) => new(id, LocationSpec.Start(file.Path), new(arguments));
        return file.Text is null ? At(ProblemIds.MissingDocument, "The file cannot be read.")
            : !IsNamespace(file.Namespace) ? At(ProblemIds.MissingNamespace, file.Namespace)
            : file.IsSecond ? At(ProblemIds.SharedNamespace, file.Namespace)
            : null;
    }

    private static bool IsNamespace(string name) => name.Length > 0 && name.Split('.').All(Naming.IsIdentifier);

    private static DocumentSpec Parse(DocumentFile file, CancellationToken cancellationToken)
    {
        var json = Encoding.UTF8.GetBytes(LoneSurrogates.Replace(file.Text!));
        using var root = DocumentRoot.Read(json, file.Path);
        if (root.Problem is { } problem)
        {
            return DocumentSpec.Broken(file.Path, file.Namespace, problem);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var problems = new ProblemLog();
        var normalized = DocumentNormalizer.Normalize(root.Text!.RootElement, problems);
        cancellationToken.ThrowIfCancellationRequested();
        var result = DocumentLoader.Load(normalized, problems);
        cancellationToken.ThrowIfCancellationRequested();
        var places = new DocumentPlaces(root.Text.RootElement);
        problems.Move(places.OfComponent);
        var version = result?.Diagnostic?.SpecificationVersion ?? OpenApiSpecVersion.OpenApi3_1;
        var spec = result?.Document is { } document
            ? new DocumentParser(document, file, problems, version, normalized.Places).Parse()
            : DocumentSpec.Broken(file.Path, file.Namespace);
        problems.Move(places.Of);
        return spec with { Problems = new(Located(problems, json, file.Path)) };
    }

    private static ProblemSpec[] Located(ProblemLog log, byte[] json, string path)
    {
        var positions = JsonPositions.Find(json, log.Problems.Select(problem => problem.Pointer));
        return log.Problems
            .Select(problem => new ProblemSpec(problem.Id, positions.Of(problem.Pointer).In(path), new(problem.Arguments)))
            .OrderBy(problem => problem.Location.Line)
            .ThenBy(problem => problem.Location.Column)
            .ThenBy(problem => problem.Id, StringComparer.Ordinal)
            .ThenBy(problem => string.Join("\n", problem.Arguments), StringComparer.Ordinal)
            .ToArray();
    }
}
