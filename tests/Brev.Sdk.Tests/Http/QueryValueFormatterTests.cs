using Brev.Sdk.Http;

namespace Brev.Sdk.Tests.Http;

/// <summary>Values in paths and queries, as the API reads them.</summary>
public sealed class QueryValueFormatterTests
{
    public static TheoryData<object?, string?> Values => new()
    {
        { null, null },
        { "as it is", "as it is" },
        { true, "true" },
        { false, "false" },
        { 1234567, "1234567" },
        { 0.25, "0.25" },
        { new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero), "2026-03-04T05:06:07+00:00" },
        { new DateOnly(2026, 3, 4), "2026-03-04" },
        { new WorkspaceStatus("SOMETHING NEW"), "SOMETHING NEW" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_written_as_the_wire_has_it(object? value, string? expected) =>
        Assert.Equal(expected, new QueryValueFormatter().Format(value, typeof(string), typeof(object)));
}
