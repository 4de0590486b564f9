using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brev.Sdk.Tests.Fixtures;

/// <summary>
/// Tells what a round trip lost or made up. Four differences are none: a <c>null</c> that is left out or has become an empty collection, a
/// time (its name ends in <c>At</c>) that was empty text, an instant that is written in another form, and a number that came as text and is
/// written as a number.
/// </summary>
public static class JsonLoss
{
    public static IReadOnlyList<string> Between(JsonNode? original, JsonNode? copy)
    {
        var losses = new List<string>();
        Compare("$", original, copy, losses);
        return losses;
    }

    private static void Compare(string path, JsonNode? original, JsonNode? copy, List<string> losses)
    {
        switch (original, copy)
        {
            case (null, _) when IsNothing(copy):
            case (JsonValue before, null) when path.EndsWith("At", StringComparison.Ordinal) && before.ToJsonString() == "\"\"":
                break;
            case (JsonObject before, JsonObject after):
                foreach (var name in before.Select(member => member.Key).Union(after.Select(member => member.Key)))
                {
                    Compare($"{path}.{name}", before[name], after[name], losses);
                }

                break;
            case (JsonArray before, JsonArray after) when before.Count == after.Count:
                for (var index = 0; index < before.Count; index++)
                {
                    Compare($"{path}[{index}]", before[index], after[index], losses);
                }

                break;
            case (JsonValue before, JsonValue after) when IsSame(before, after):
                break;
            default:
                losses.Add($"{path}: {original?.ToJsonString() ?? "nothing"} became {copy?.ToJsonString() ?? "nothing"}");
                break;
        }
    }

    private static bool IsNothing(JsonNode? copy) => copy is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };

    private static bool IsSame(JsonValue before, JsonValue after) =>
        before.ToJsonString() == after.ToJsonString() || IsSameNumber(before, after) || IsSameInstant(before, after);

    private static bool IsSameNumber(JsonValue before, JsonValue after) =>
        after.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(before.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var one)
        && decimal.TryParse(after.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var other)
        && one == other;

    private static bool IsSameInstant(JsonValue before, JsonValue after) =>
        before.ToString().Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(before.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var one)
        && DateTimeOffset.TryParse(after.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other)
        && one == other;
}
