using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>Every rule notices a document that breaks it: without this a rule that checks nothing would pass.</summary>
public sealed class DocumentRulesTests
{
    private static readonly JsonObject EmptyObject = [];

    [Theory]
    [InlineData("ReadWithoutComplaint", "info/title", null)]
    [InlineData("ReadWithoutComplaint", "paths/~api~health/get/responses", null)]
    [InlineData("ReadWithoutComplaint", "components/schemas/Money/type", "\"amount\"")]
    [InlineData("AgreeWithTheTable", "paths/~api~health", null)]
    [InlineData("AgreeWithTheTable", "paths/~api~health/get/security", "[{\"bearer\":[]}]")]
    [InlineData("AgreeWithTheTable", "paths/~api~users/post/parameters", "[]")]
    [InlineData("AgreeWithTheTable", "paths/~v1~instance~types/get/servers", null)]
    [InlineData("AgreeWithTheTable", "paths/~api~me/get/operationId", "\"GetMe\"")]
    [InlineData("AgreeWithTheTable", "paths/~api~me/get/x-brev-evidence", "\"observed\"")]
    [InlineData("AgreeWithTheTable", "paths/~api~me/delete", "{\"operationId\":\"DeleteMe\",\"security\":[]}")]
    [InlineData("HaveTextTagSecurityAndEvidence", "paths/~api~me/get/summary", "\" \"")]
    [InlineData("HaveTextTagSecurityAndEvidence", "paths/~api~me/get/description", null)]
    [InlineData("HaveTextTagSecurityAndEvidence", "paths/~api~me/get/tags", "[\"Unknown\"]")]
    [InlineData("HaveTextTagSecurityAndEvidence", "paths/~api~me/get/tags", "[\"Users\",\"Health\"]")]
    [InlineData("HaveTextTagSecurityAndEvidence", "paths/~api~me/get/security", null)]
    [InlineData("HaveTextTagSecurityAndEvidence", "paths/~api~me/get/x-brev-evidence", "\"inferred\"")]
    [InlineData("DescribeParametersAndAnswers", "components/parameters/UserId/description", null)]
    [InlineData("DescribeParametersAndAnswers", "components/responses/NotFound/description", "\"\"")]
    [InlineData("SayWhatTheyGive", "paths/~api~me/get/responses/200/description", "\"Done.\"")]
    [InlineData("SayWhatTheyGive", "paths/~api~users/get/responses/200/description", "\"The users; `null` for none on some servers.\"")]
    [InlineData("SayWhatTheyGive", "paths/~api~organizations/post/responses/201/description", "\"The one that has status 201.\"")]
    [InlineData("HaveFailuresOfTheirGeneration", "paths/~api~me/get/responses/default", null)]
    [InlineData("HaveFailuresOfTheirGeneration", "paths/~v1~instance~types/get/responses/default", null)]
    [InlineData(
        "HaveFailuresOfTheirGeneration",
        "components/responses/ConnectFailure/content/application~json/schema/$ref",
        "\"#/components/schemas/ErrorResponse\"")]
    [InlineData("HaveASuccess", "paths/~api~me/get/responses/200", null)]
    [InlineData("SendTheConnectVersion", "components/parameters/ConnectProtocolVersion/schema/const", "\"2\"")]
    [InlineData("SendTheConnectVersion", "paths/~devplaneapi.v1.UserService~GetCurrentUser/post/requestBody", null)]
    [InlineData("SayWhetherARepeatIsSafe", "paths/~api~organizations~{organizationId}~invite/get/x-repeat-safe", null)]
    [InlineData("SayWhetherARepeatIsSafe", "paths/~devplaneapi.v1.ManagedSecretService~SetSecretValue/post/x-repeat-safe", "true")]
    [InlineData("DescribeTheirPages", "paths/~devplaneapi.v1.ManagedSecretService~ListSecrets/post/x-pagination", null)]
    [InlineData(
        "DescribeTheirPages",
        "paths/~devplaneapi.v1.ManagedSecretService~ListSecrets/post/x-pagination/pageToken",
        "\"pageToken\"")]
    [InlineData("DescribeTheirPages", "paths/~api~me/get/x-pagination", "{\"items\":\"items\"}")]
    [InlineData("ResolveEveryReference", "components/schemas/Money", null)]
    [InlineData("UseEveryComponent", "components/schemas/Unused", "{\"type\":\"object\"}")]
    [InlineData("UseEveryComponent", "components/parameters/Unused", "{\"name\":\"unused\",\"in\":\"query\"}")]
    [InlineData("DescribeEverySchemaAndProperty", "components/schemas/Money/description", null)]
    [InlineData("DescribeEverySchemaAndProperty", "components/schemas/Money/properties/amount/description", null)]
    [InlineData("AvoidNamesInScope", "components/schemas/Environment", "{\"type\":\"object\"}")]
    [InlineData("AvoidNamesInScope", "components/schemas/Lock", "{\"type\":\"object\"}")]
    [InlineData("NameEveryEnumerationValue", "components/schemas/PortType/x-enum-varnames", null)]
    [InlineData("NameEveryEnumerationValue", "components/schemas/PortType/x-enum-varnames", "[\"One\",\"One\",\"Two\"]")]
    [InlineData("NameEveryEnumerationValue", "components/schemas/PortType/x-enum-varnames", "[\"Unspecified\",\"System\",\"Clone\"]")]
    [InlineData("NameEveryEnumerationValue", "components/schemas/PortType/x-enum-descriptions", "[\"One.\",\"Two.\",\"\"]")]
    [InlineData("LetAnswersLeaveEverythingOut", "components/schemas/Workspace/required", "[\"id\"]")]
    [InlineData("LetAnswersLeaveEverythingOut", "components/schemas/Workspace/properties/id/type", "\"string\"")]
    [InlineData("KeepUnknownMembersOfAnswersOnly", "components/schemas/Workspace/additionalProperties", null)]
    [InlineData("KeepUnknownMembersOfAnswersOnly", "components/schemas/CreateWorkspaceRequest/additionalProperties", "true")]
    [InlineData("MarkEverySecret", "components/schemas/Workspace/properties/password/format", null)]
    [InlineData("MarkEverySecret", "components/schemas/DockerCompose/properties/environmentVariables/x-secret", null)]
    [InlineData("MarkEverySecret", "components/schemas/AuthorizedEmails/properties/emails/x-secret", null)]
    [InlineData("MarkEverySecret", "components/schemas/ManagedSecretValueResponse/properties/value/format", null)]
    [InlineData("MarkEverySecret", "paths/~api~users/post/parameters/0/schema/format", null)]
    [InlineData(
        "MarkEverySecret",
        "paths/~api~organizations~{organizationId}~invite/get/responses/200/content/application~json/schema/format",
        null)]
    public void A_document_that_breaks_the_rule_is_noticed(string rule, string place, string? value)
    {
        var document = BrevDocument.Load();

        Put(document, place, value);

        Assert.NotEmpty(DocumentRules.Violations(rule, document));
    }

    [Fact]
    public void Every_rule_has_a_document_that_breaks_it()
    {
        var tried = typeof(DocumentRulesTests).GetMethod(nameof(A_document_that_breaks_the_rule_is_noticed))!
            .GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => attribute.ConstructorArguments[0].Value)
            .Select(values => ((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)values!)[0].Value as string);

        Assert.Empty(DocumentRules.Names.Except(tried));
    }

    /// <summary>Writes a value at a place, or removes what is there. <c>~</c> stands for <c>/</c> within a name.</summary>
    private static void Put(JsonObject document, string place, string? value)
    {
        var names = place.Split('/').Select(name => name.Replace('~', '/')).ToArray();
        var parent = names[..^1].Aggregate((JsonNode)document, (node, name) => node is JsonArray list
            ? list[int.Parse(name, null)]!
            : node[name]!).AsObject();
        var changed = value is null
            ? parent.Remove(names[^1])
            : !JsonNode.DeepEquals(parent[names[^1]] ?? EmptyObject, JsonNode.Parse(value));
        Assert.True(changed, $"Nothing to change at {place}.");
        if (value is not null)
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }
    }
}
