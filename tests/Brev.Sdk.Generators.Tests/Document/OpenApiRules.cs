using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>What the OpenAPI library itself checks.</summary>
internal static class OpenApiRules
{
    public static IEnumerable<string> ReadWithoutComplaint(JsonObject document)
    {
        var settings = new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() };
        var result = OpenApiDocument.Parse(document.ToJsonString(), "json", settings);
        if (result.Document is null || result.Diagnostic is null)
        {
            return ["no document"];
        }

        return result.Diagnostic.Errors.Concat(result.Diagnostic.Warnings).Concat(result.Document.Validate(settings.RuleSet))
            .Select(problem => problem.ToString());
    }
}
