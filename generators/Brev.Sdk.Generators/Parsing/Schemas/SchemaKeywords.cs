using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Reports keywords that would change a C# type if they were understood.</summary>
internal static class SchemaKeywords
{
    public static void Report(ProblemLog problems, ResolvedSchema resolved)
    {
        var schema = resolved.Schema;
        Report(problems, resolved, "not", schema.Not is not null);
        Report(problems, resolved, "patternProperties", schema.PatternProperties is { Count: > 0 });
        Report(problems, resolved, "$dynamicRef", schema.DynamicRef is not null);
        Report(problems, resolved, "if", schema is OpenApiSchema { If: not null });
    }

    private static void Report(ProblemLog problems, ResolvedSchema resolved, string keyword, bool isUsed)
    {
        if (isUsed)
        {
            problems.Add(ProblemIds.UnsupportedKeyword, Pointer.Child(resolved.Pointer, keyword), keyword);
        }
    }
}
