using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads what an operation answers with: the content of its first successful answer that has any.</summary>
internal sealed class ResultParser(SchemaParser schemas, ProblemLog problems, bool isSwagger)
{
    public ResultSpec Parse(FoundOperation found, string id)
    {
        var answers = (found.Operation.Responses ?? [])
            .Where(response => IsUsable(response.Value, Pointer.Child(found.Pointer, "responses", response.Key)))
            .ToArray();
        var successes = answers.Where(response => response.Key.StartsWith("2", StringComparison.Ordinal)).OrderBy(response => response.Key, StringComparer.Ordinal);
        var candidates = successes.Any() ? successes : answers.Where(response => response.Key == "default");
        var success = candidates.FirstOrDefault(response => HasContent(response.Value));
        return success.Value?.Content is { Count: > 0 } content
            ? Read(content, success.Value.Description ?? "", id, Pointer.Child(Pointer.Child(found.Pointer, "responses", success.Key), "content"))
            : new ResultSpec(ResultKind.None, null, false, "");
    }

    /// <summary>Version 2 names media types for all answers; one without a schema still has no content.</summary>
    private bool HasContent(IOpenApiResponse response) =>
        response.Content is { Count: > 0 } content && (!isSwagger || content.Values.Any(media => media.Schema is not null));

    private static bool IsBinary(IOpenApiSchema? schema) => schema is { Format: "binary" };

    private bool IsUsable(IOpenApiResponse response, string pointer)
    {
        if (response is not OpenApiResponseReference { Target: null } reference)
        {
            return true;
        }

        problems.AddReference(reference.Reference, pointer);
        return false;
    }

    private ResultSpec Read(IDictionary<string, IOpenApiMediaType> content, string description, string id, string pointer)
    {
        var (media, type) = content
            .OrderBy(pair => MediaTypes.KindOf(pair.Key))
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value))
            .First();
        var kind = MediaTypes.KindOf(media);
        if (kind is MediaKind.Binary || IsBinary(type.Schema))
        {
            return new ResultSpec(ResultKind.Other, ScalarTypes.Stream, false, description);
        }

        if (kind != MediaKind.Json)
        {
            if (kind != MediaKind.Text)
            {
                problems.Add(ProblemIds.UnsupportedMediaType, Pointer.Child(pointer, media), media, "answer");
            }

            return new ResultSpec(ResultKind.Text, ScalarTypes.Text, false, description);
        }

        var answer = schemas.Type(type.Schema, id + "Response", Pointer.Child(Pointer.Child(pointer, media), "schema"), isRequest: false);
        return Json(answer with { IsNullable = false }, description);
    }

    private ResultSpec Json(TypeSpec type, string description)
    {
        var model = schemas.Model(type);
        var kind = type.Kind switch
        {
            TypeKind.Model when model is { IsEmpty: true } => ResultKind.None,
            TypeKind.Model or TypeKind.Union => ResultKind.Model,
            TypeKind.List => ResultKind.List,
            TypeKind.Text => ResultKind.JsonText,
            _ => ResultKind.Other,
        };
        return new ResultSpec(kind, kind == ResultKind.None ? null : ScalarTypes.AsElement(type), model is { HasRequired: false }, description);
    }
}
