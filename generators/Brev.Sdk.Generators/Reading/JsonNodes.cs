using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Copies JSON. Of members with one name the last counts.</summary>
internal static class JsonNodes
{
    public static JsonNode? Copy(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element),
        JsonValueKind.Array => Array(element),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(element),
    };

    /// <summary>A truth value, also one that is written as a text; none for anything else.</summary>
    public static JsonNode? Flag(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => JsonValue.Create(element),
        JsonValueKind.String when bool.TryParse(element.GetString(), out var flag) => JsonValue.Create(flag),
        _ => null,
    };

    private static JsonObject Object(JsonElement element)
    {
        var copy = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            copy[member.Name] = Copy(member.Value);
        }

        return copy;
    }

    private static JsonArray Array(JsonElement element)
    {
        var copy = new JsonArray();
        foreach (var item in element.EnumerateArray())
        {
            copy.Add(Copy(item));
        }

        return copy;
    }
}
