namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>What the harness finds in Refit's output when an interface has what our generators must never emit.</summary>
public sealed class RefitStubsTests
{
    [Theory]
    [InlineData("[Refit.Query(Refit.CollectionFormat.Multi)] System.Collections.Generic.IReadOnlyList<Kind> kinds", "needs reflection")]
    [InlineData("[Refit.Query] System.Collections.Generic.IReadOnlyDictionary<string, string> kinds", "needs reflection")]
    [InlineData("object kind", "needs reflection")]
    [InlineData("Kind kind", "sends a member of a value in the query")]
    public void A_stub_that_needs_reflection_or_sends_a_member_of_a_struct_is_a_complaint(string parameter, string complaint) =>
        Assert.StartsWith($"Refit: CallAsync {complaint}", Complaints(parameter), StringComparison.Ordinal);

    [Theory]
    [InlineData("string kind, int? count = null, System.Threading.CancellationToken cancellationToken = default")]
    [InlineData("[Refit.Query(Refit.CollectionFormat.Multi)] string[] kinds")]
    [InlineData("[Refit.Header(\"Kind\")] Kind kind")]
    [InlineData("[Refit.Body] Kind kind")]
    public void A_stub_that_builds_its_request_inline_is_none(string parameters) => Assert.Equal("", Complaints(parameters));

    private static string Complaints(string parameters) => RefitStubs.Complaints(GeneratorHarness.Compilation("Any", $$"""
        namespace Any;

        internal readonly record struct Kind(string Value);

        internal interface ICalls
        {
            [Refit.Get("/a")]
            System.Threading.Tasks.Task CallAsync({{parameters}});
        }
        """));
}
