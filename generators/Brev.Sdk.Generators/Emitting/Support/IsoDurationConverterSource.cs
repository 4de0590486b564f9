namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>IsoDurationConverter</c>.</summary>
internal static class IsoDurationConverterSource
{
    public const string Text = """
        /// <summary>Reads and writes a time span in ISO 8601, such as PT90S.</summary>
        [Generated]
        public sealed class IsoDurationConverter : global::System.Text.Json.Serialization.JsonConverter<global::System.TimeSpan>
        {
            /// <inheritdoc/>
            public override global::System.TimeSpan Read(
                ref global::System.Text.Json.Utf8JsonReader reader,
                global::System.Type typeToConvert,
                global::System.Text.Json.JsonSerializerOptions options) =>
                global::System.Xml.XmlConvert.ToTimeSpan(reader.GetString() ?? "");

            /// <inheritdoc/>
            public override void Write(
                global::System.Text.Json.Utf8JsonWriter writer,
                global::System.TimeSpan value,
                global::System.Text.Json.JsonSerializerOptions options) =>
                writer.WriteStringValue(global::System.Xml.XmlConvert.ToString(value));
        }
        """;
}
