using System.Text.Json;
using Brev.Sdk.Generators.Parsing.Schemas;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>Says in the documentation what holds when an optional value is not set, and that a value is deprecated.</summary>
internal static class DescribedDefault
{
    /// <summary>What fits into a sentence.</summary>
    private const int Longest = 80;

    /// <param name="description">What the document says about the value.</param>
    /// <param name="schema">Its schema.</param>
    public static string Append(string description, IOpenApiSchema? schema) =>
        schema is not null
        && SchemaReferences.Words(schema).Default is { } value
        && !value.IsJsonNullSentinel()
        && value.GetValueKind() is not (JsonValueKind.Null or JsonValueKind.Object)
        && value.ToJsonString() is { Length: <= Longest } text
        && !text.Contains("`")
            ? Sentence(description, $"The default is `{text}`.")
            : description;

    /// <summary>What the document says about a value, with both.</summary>
    public static string Of(IOpenApiSchema schema, bool isRequired)
    {
        var words = SchemaReferences.Words(schema);
        var description = words.Description ?? "";
        return AppendDeprecated(isRequired ? description : Append(description, words), words.Deprecated);
    }

    public static string AppendDeprecated(string description, bool isDeprecated) =>
        isDeprecated ? Sentence(description, "It is deprecated.") : description;

    private static string Sentence(string description, string sentence) => description.Length == 0 ? sentence
        : description.TrimEnd() is var text && text.EndsWith(".", StringComparison.Ordinal) ? $"{text} {sentence}"
        : $"{text}. {sentence}";
}
