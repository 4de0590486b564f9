using System.Text.Json.Serialization.Metadata;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Connect;

/// <summary>Writes protobuf messages in JSON as the services do: members with the default value of their type are left out.</summary>
internal static class ConnectAnswer
{
    public static FakeAnswer Empty => FakeAnswer.Json(new JsonObject());

    /// <summary>An answer with one message in it.</summary>
    public static FakeAnswer Of<T>(string name, T value, JsonTypeInfo<T> type) =>
        FakeAnswer.Json(new JsonObject { [name] = ToJson(value, type) });

    /// <summary>An answer with a list in it, or with the token of its next page as well.</summary>
    public static FakeAnswer OfItems<T>(IEnumerable<T> items, JsonTypeInfo<T> type, string? nextPageToken = null)
    {
        var body = new JsonObject();
        var array = new JsonArray([.. items.Select(item => ToJson(item, type))]);
        if (array.Count > 0)
        {
            body["items"] = array;
        }

        if (nextPageToken is not null)
        {
            body["nextPageToken"] = nextPageToken;
        }

        return FakeAnswer.Json(body);
    }

    public static JsonObject ToJson<T>(T value, JsonTypeInfo<T> type)
    {
        var message = JsonSerializer.SerializeToNode(value, type)!.AsObject();
        DropDefaults(message);
        return message;
    }

    private static void DropDefaults(JsonObject message)
    {
        foreach (var (name, value) in message.ToArray())
        {
            if (IsDefault(name, value) || (IsMap(name) && value is JsonObject { Count: 0 }))
            {
                message.Remove(name);
            }
            else if (value is JsonObject inner && !IsMap(name))
            {
                DropDefaults(inner);
            }
            else if (value is JsonArray items)
            {
                items.OfType<JsonObject>().ToList().ForEach(DropDefaults);
            }
        }
    }

    private static bool IsDefault(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.AsArray().Count == 0,
        JsonValueKind.String => IsDefaultText(name, value.GetValue<string>()),
        JsonValueKind.Number => value.ToJsonString() == "0",
        _ => false,
    };

    /// <summary>
    /// 64-bit numbers travel as text, and enumerations as their names; everywhere else such text is an application's own.
    /// </summary>
    private static bool IsDefaultText(string name, string text) =>
        text.Length == 0
        || (text == "0" && name.EndsWith("Bytes", StringComparison.Ordinal))
        || (name is "protocol" or "httpProtocol" or "status" or "type" && text.EndsWith("_UNSPECIFIED", StringComparison.Ordinal));

    /// <summary>The members whose names are the caller's, so that every value in them counts.</summary>
    private static bool IsMap(string name) => name is "labels" or "metadata" or "locationPrices";
}
