namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>NanosecondsFormat</c>.</summary>
internal static class NanosecondsFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>A time span as a number of nanoseconds, cut to the 100 nanoseconds that a time span can hold.</summary>
        [Internal]
        internal readonly struct NanosecondsFormat : IJsonFormat<TimeSpan>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out TimeSpan value)
            {
                var isRead = IntegerFormat<long>.TryRead(ref reader, reading, out var nanoseconds);
                value = TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
                return isRead;
            }

            /// <exception cref="OverflowException">It is longer than 292 years, which no number of nanoseconds can say.</exception>
            public static void Write(Utf8JsonWriter writer, TimeSpan value) =>
                writer.WriteNumberValue(checked(value.Ticks * TimeSpan.NanosecondsPerTick));
        }
        """;
}
