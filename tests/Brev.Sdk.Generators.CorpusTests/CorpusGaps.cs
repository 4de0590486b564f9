using System.Text.Json;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.CorpusTests;

/// <summary>What the code of one document lacks.</summary>
/// <param name="Document">The name of the document.</param>
/// <param name="LeftOut">Operations that the document describes and no method calls.</param>
/// <param name="Untyped">Properties of models that are a <see cref="JsonElement"/>, or a list or map of them.</param>
/// <param name="Reasons">The ids of what was reported as a warning or as a value without a type, with their counts.</param>
internal sealed record CorpusGaps(string Document, int LeftOut, int Untyped, string Reasons)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    public static CorpusGaps Of(string path)
    {
        var text = File.ReadAllText(path);
        var file = new DocumentFile(path, text, "Corpus.Api", IsStrict: false, AsksForContracts: true);
        var spec = DocumentReader.Read(file, CancellationToken.None);
        var emitted = spec.Tags.SelectMany(tag => tag.Operations)
            .Select(operation => (operation.Method, operation.Path)).Distinct().Count();
        var reasons = spec.Problems.Where(problem => problem.Id is "BREV0011" or "BREV0012" or "BREV0013" or "BREV0020")
            .GroupBy(problem => problem.Id is "BREV0012" ? $"{problem.Id}:{problem.Arguments[0]}" : problem.Id)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}x{group.Count()}");
        return new CorpusGaps(
            Path.GetFileName(path),
            Described(text) - emitted,
            spec.Models.SelectMany(model => model.Properties).Count(property => IsUntyped(property.Type)),
            string.Join(' ', reasons));
    }

    public override string ToString() => $"{LeftOut,4} operations left out, {Untyped,4} properties without a type  {Document}  {Reasons}";

    private static bool IsUntyped(TypeSpec? type) => type is not null && (type.Kind == TypeKind.Json || IsUntyped(type.Element));

    private static int Described(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("paths", out var paths)
            ? paths.EnumerateObject().Where(path => path.Value.ValueKind == JsonValueKind.Object)
                .Sum(path => path.Value.EnumerateObject().Count(member => Methods.Contains(member.Name)))
            : 0;
    }
}
