using System.Globalization;

namespace Brev.Sdk.Testing.Connect;

/// <summary>Reads members of a protobuf message in JSON, where a missing member has the default value of its type.</summary>
internal static class ConnectMessage
{
    public static string Text(this JsonObject message, string name) =>
        message[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>A number, which may travel as text.</summary>
    public static int Number(this JsonObject message, string name) => message[name] switch
    {
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        JsonValue value when value.TryGetValue<string>(out var text)
            && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };

    public static bool Flag(this JsonObject message, string name) =>
        message[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>A message within the message; an empty one when it did not come.</summary>
    public static JsonObject Message(this JsonObject message, string name) => message[name] as JsonObject ?? [];

    /// <summary>A list of texts; empty when it did not come, <see langword="null"/> when something else came in its place.</summary>
    public static IReadOnlyList<string>? Texts(this JsonObject message, string name) => message[name] switch
    {
        null => [],
        JsonArray items when items.All(static item => item is JsonValue value && value.GetValueKind() == JsonValueKind.String) =>
            [.. items.Select(static item => item!.GetValue<string>())],
        _ => null,
    };
}
