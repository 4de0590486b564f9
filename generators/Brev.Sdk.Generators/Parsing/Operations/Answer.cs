using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>One media type of one answer.</summary>
/// <param name="Status">The answer's status, as the document has it.</param>
/// <param name="Media">The media type.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Pointer">Where it stands.</param>
/// <param name="Description">What the document says about the answer.</param>
internal sealed record Answer(string Status, string Media, IOpenApiMediaType Content, string Pointer, string Description)
{
    public MediaKind Kind { get; } = MediaTypes.KindOf(Media, Content);

    /// <summary>What one value of a stream is: named as such since OpenAPI 3.2, the schema of the whole before.</summary>
    public IOpenApiSchema? Item => Content.ItemSchema ?? Content.Schema;

    public string SchemaPointer => Diagnostics.Pointer.Child(Pointer, "schema");

    public string ItemPointer => Diagnostics.Pointer.Child(Pointer, Content.ItemSchema is null ? "schema" : "itemSchema");

    /// <summary>Whether two media types hold the same value, as far as their schemas say.</summary>
    public static bool IsSame(IOpenApiMediaType content, IOpenApiMediaType other) =>
        NameOf(content.Schema) is { } name ? name == NameOf(other.Schema) : content.Schema is null && other.Schema is null;

    private static string? NameOf(IOpenApiSchema? schema) => (schema as OpenApiSchemaReference)?.Reference.Id;

    /// <summary>A status as a part of the name of a type.</summary>
    public static string InName(string status) => new(status.Where(char.IsLetterOrDigit).ToArray());

    /// <summary>All that an answer offers, what is chosen first in front.</summary>
    public static List<Answer> Of(string status, IOpenApiResponse response, string pointer)
    {
        var answers = new List<Answer>();
        foreach (var content in response.Content ?? new Dictionary<string, IOpenApiMediaType>())
        {
            answers.Add(new Answer(
                status,
                content.Key,
                content.Value,
                Diagnostics.Pointer.Child(pointer, "content", content.Key),
                response.Description ?? ""));
        }

        answers.Sort(static (one, other) =>
            one.Kind != other.Kind ? (int)one.Kind - (int)other.Kind : MediaTypes.CompareOfKind(one.Kind, one.Media, other.Media));
        return answers;
    }
}
