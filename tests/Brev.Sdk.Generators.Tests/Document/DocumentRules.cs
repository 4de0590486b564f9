using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>All rules for the document, by name.</summary>
internal static class DocumentRules
{
    private static readonly Func<JsonObject, IEnumerable<string>>[] Every =
    [
        OpenApiRules.ReadWithoutComplaint,
        OperationRules.AgreeWithTheTable, OperationRules.HaveTextTagSecurityAndEvidence, OperationRules.DescribeParametersAndAnswers,
        OperationRules.SayWhatTheyGive,
        OperationRules.HaveFailuresOfTheirGeneration, OperationRules.HaveASuccess, OperationRules.SendTheConnectVersion,
        OperationRules.SayWhetherARepeatIsSafe, OperationRules.DescribeTheirPages,
        SchemaRules.ResolveEveryReference, SchemaRules.UseEveryComponent, SchemaRules.DescribeEverySchemaAndProperty,
        SchemaRules.AvoidNamesInScope,
        SchemaRules.NameEveryEnumerationValue, SchemaRules.LetAnswersLeaveEverythingOut, SchemaRules.KeepUnknownMembersOfAnswersOnly,
        SecretRules.MarkEverySecret,
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Every.Select(rule => rule.Method.Name)];

    public static IReadOnlyList<string> Violations(string rule, JsonObject document) =>
        [.. Every.Single(each => each.Method.Name == rule)(document)];
}
