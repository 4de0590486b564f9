using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Reports keywords that would change a C# type if they were understood.</summary>
internal static class SchemaKeywords
{
    public static void Report(ProblemLog problems, ResolvedSchema resolved)
    {
        foreach (var keyword in Used(resolved.Schema))
        {
            problems.Add(ProblemIds.UnsupportedKeyword, Pointer.Child(resolved.Pointer, keyword), keyword);
        }
    }

    private static IEnumerable<string> Used(IOpenApiSchema schema)
    {
        if (schema.Not is not null)
        {
            yield return "not";
        }

        if (schema.PatternProperties is { Count: > 0 })
        {
            yield return "patternProperties";
        }

        if (schema.DynamicRef is not null)
        {
            yield return "$dynamicRef";
        }

        if (schema is OpenApiSchema { If: not null })
        {
            yield return "if";
        }
    }
}
