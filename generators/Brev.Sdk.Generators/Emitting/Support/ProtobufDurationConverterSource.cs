namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>ProtobufDurationConverter</c>.</summary>
internal static class ProtobufDurationConverterSource
{
    public const string Text = """
        /// <summary>Reads and writes a time span as protobuf does in JSON: seconds with an s, such as 1.5s.</summary>
        [Generated]
        public sealed class ProtobufDurationConverter : global::System.Text.Json.Serialization.JsonConverter<global::System.TimeSpan>
        {
            /// <inheritdoc/>
            public override global::System.TimeSpan Read(
                ref global::System.Text.Json.Utf8JsonReader reader,
                global::System.Type typeToConvert,
                global::System.Text.Json.JsonSerializerOptions options)
            {
                var text = reader.GetString() ?? "";
                var styles = global::System.Globalization.NumberStyles.AllowLeadingSign | global::System.Globalization.NumberStyles.AllowDecimalPoint;
                var culture = global::System.Globalization.CultureInfo.InvariantCulture;
                return text.EndsWith('s') && decimal.TryParse(text.Substring(0, text.Length - 1), styles, culture, out var seconds)
                    ? global::System.TimeSpan.FromTicks((long)(seconds * global::System.TimeSpan.TicksPerSecond))
                    : throw new global::System.Text.Json.JsonException("The text is not a duration in seconds such as 5s.");
            }

            /// <inheritdoc/>
            public override void Write(
                global::System.Text.Json.Utf8JsonWriter writer,
                global::System.TimeSpan value,
                global::System.Text.Json.JsonSerializerOptions options) =>
                writer.WriteStringValue(
                    ((decimal)value.Ticks / global::System.TimeSpan.TicksPerSecond).ToString("0.#######", global::System.Globalization.CultureInfo.InvariantCulture) + "s");
        }
        """;
}
