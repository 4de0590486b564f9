namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>MemberWriter</c>.</summary>
internal static class MemberWriterSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Text.Json;

        /// <summary>Writes the members of an object.</summary>
        [Internal]
        internal static class MemberWriter
        {
            public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value, bool isAlwaysWritten = false)
            {
                if (value is not null || isAlwaysWritten)
                {
                    writer.WriteString(name, value);
                }
            }

            public static void WriteEnum<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten = false)
                where T : struct, IOpenEnum<T> =>
                WriteValue<T, OpenEnumFormat<T>>(writer, name, value, isAlwaysWritten);

            public static void WriteModel<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten = false)
                where T : class, IJsonModel<T> =>
                Write<T, ModelFormat<T>>(writer, name, value, isAlwaysWritten);

            public static void WriteList<T, TFormat>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<T>? value, bool isAlwaysWritten = false)
                where TFormat : struct, IJsonFormat<T> =>
                Write<IReadOnlyList<T>, ListFormat<T, TFormat>>(writer, name, value, isAlwaysWritten);

            public static void WriteMap<T, TFormat>(
                Utf8JsonWriter writer,
                ReadOnlySpan<byte> name,
                IReadOnlyDictionary<string, T>? value,
                bool isAlwaysWritten = false)
                where TFormat : struct, IJsonFormat<T> =>
                Write<IReadOnlyDictionary<string, T>, MapFormat<T, TFormat>>(writer, name, value, isAlwaysWritten);

            public static void Write<T, TFormat>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten = false)
                where T : class
                where TFormat : struct, IJsonFormat<T>
            {
                if (value is not null)
                {
                    writer.WritePropertyName(name);
                    TFormat.Write(writer, value);
                }
                else if (isAlwaysWritten)
                {
                    writer.WriteNull(name);
                }
            }

            public static void WriteValue<T, TFormat>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten = false)
                where T : struct
                where TFormat : struct, IJsonFormat<T>
            {
                if (value is { } given)
                {
                    writer.WritePropertyName(name);
                    TFormat.Write(writer, given);
                }
                else if (isAlwaysWritten)
                {
                    writer.WriteNull(name);
                }
            }

            /// <summary>The members without a property, as they came.</summary>
            public static void WriteUnknown(Utf8JsonWriter writer, IDictionary<string, JsonElement>? members)
            {
                if (members is null)
                {
                    return;
                }

                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }
            }
        }
        """;
}
