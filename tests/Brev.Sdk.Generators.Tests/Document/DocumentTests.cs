namespace Brev.Sdk.Generators.Tests.Document;

public sealed class DocumentTests
{
    public static TheoryData<string> Rules => [.. DocumentRules.Names];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_document_keeps_the_rule(string rule) => Assert.Empty(DocumentRules.Violations(rule, BrevDocument.Load()));

    [Fact]
    public void The_table_of_operations_has_seventy_three_rows_with_different_ids() =>
        Assert.Equal(75, OperationFact.All.Select(fact => fact.Id).Distinct().Count());

    [Fact]
    public void The_document_is_indented_by_two_spaces_and_ends_in_a_line_feed()
    {
        Assert.StartsWith("{\n  \"openapi\": \"3.1.1\",\n", BrevDocument.Text, StringComparison.Ordinal);
        Assert.EndsWith("\n}\n", BrevDocument.Text, StringComparison.Ordinal);
    }
}
