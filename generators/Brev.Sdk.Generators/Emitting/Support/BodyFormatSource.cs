namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>BodyFormat</c>.</summary>
internal static class BodyFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>Reads and writes a value that is a body of its own, without the serializer and its metadata.</summary>
        /// <typeparam name="T">Its type.</typeparam>
        [Hidden]
        public abstract class BodyFormat<T>
        {
            /// <summary>Reads a body.</summary>
            /// <param name="json">The body, in UTF-8, without a byte order mark.</param>
            /// <param name="reading">How it is read.</param>
            /// <returns>The value; none for <c>null</c>.</returns>
            /// <exception cref="JsonException">It is not one JSON value of the type. The path says where.</exception>
            public abstract T? Read(ReadOnlySpan<byte> json, JsonReading reading);

            /// <summary>Writes a body.</summary>
            /// <param name="writer">The writer.</param>
            /// <param name="value">The value.</param>
            public abstract void Write(Utf8JsonWriter writer, T? value);
        }
        """;
}
