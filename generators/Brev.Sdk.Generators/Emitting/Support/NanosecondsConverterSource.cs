namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>NanosecondsConverter</c>.</summary>
internal static class NanosecondsConverterSource
{
    public const string Text = """
        /// <summary>Reads and writes a time span as a number of nanoseconds, cut to the 100 nanoseconds that a time span can hold.</summary>
        [Generated]
        public sealed class NanosecondsConverter : global::System.Text.Json.Serialization.JsonConverter<global::System.TimeSpan>
        {
            /// <inheritdoc/>
            public override global::System.TimeSpan Read(
                ref global::System.Text.Json.Utf8JsonReader reader,
                global::System.Type typeToConvert,
                global::System.Text.Json.JsonSerializerOptions options) =>
                global::System.TimeSpan.FromTicks(reader.GetInt64() / global::System.TimeSpan.NanosecondsPerTick);

            /// <inheritdoc/>
            public override void Write(
                global::System.Text.Json.Utf8JsonWriter writer,
                global::System.TimeSpan value,
                global::System.Text.Json.JsonSerializerOptions options) =>
                writer.WriteNumberValue(value.Ticks * global::System.TimeSpan.NanosecondsPerTick);
        }
        """;
}
