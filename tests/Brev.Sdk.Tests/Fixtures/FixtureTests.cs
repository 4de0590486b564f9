using System.Text.Json;

namespace Brev.Sdk.Tests.Fixtures;

public sealed class FixtureTests
{
    private static readonly string[] Directions = ["request", "response", "error", "file"];

    [Fact]
    public void Every_body_stands_in_the_table_once() =>
        Assert.Equal(
            Directory.GetFiles(Fixture.Folder, "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Fixture.All.Select(fixture => fixture.File).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_body_is_json_and_has_a_known_direction() => Assert.All(Fixture.All, fixture =>
    {
        using var body = JsonDocument.Parse(fixture.Text);
        Assert.Contains(fixture.Direction, Directions);
    });

    [Fact]
    public void No_body_carries_a_token_that_is_signed() =>
        Assert.DoesNotContain(Fixture.All, fixture => fixture.Text.Contains("eyJ", StringComparison.Ordinal)
            && !fixture.Text.Contains("eyJhbGciOiJub25lIi", StringComparison.Ordinal));
}
