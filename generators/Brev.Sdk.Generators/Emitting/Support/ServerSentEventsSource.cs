namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>ServerSentEvents</c>.</summary>
internal static class ServerSentEventsSource
{
    public const string Text = """
        using global::System;
        using global::System.Buffers;
        using global::System.Collections.Generic;
        using global::System.Globalization;
        using global::System.IO;
        using global::System.Runtime.CompilerServices;
        using global::System.Text;
        using global::System.Text.Json;
        using global::System.Threading;
        using global::System.Threading.Tasks;

        /// <summary>Reads server-sent events as HTML's standard describes them, each as soon as it is complete.</summary>
        [Internal]
        internal static class ServerSentEvents
        {
            /// <summary>What some servers send as the data of the last event.</summary>
            private const string Done = "[DONE]";

            /// <summary>
            /// The data of the events, where a text can have quotes. Sends the call when the first value is asked for, and ends it when no
            /// more are.
            /// </summary>
            public static async IAsyncEnumerable<T> ReadData<T, TFormat>(
                Func<CancellationToken, Task<Stream>> send,
                bool isText,
                [EnumeratorCancellation] CancellationToken cancellationToken)
                where TFormat : struct, IJsonFormat<T>
            {
                await foreach (var (_, _, _, data) in Read(send, cancellationToken).ConfigureAwait(false))
                {
                    if (data == Done)
                    {
                        yield break;
                    }

                    if (JsonStreamValue.TryRead<T, TFormat>(Encoding.UTF8.GetBytes(Json(data, isText && !data.StartsWith('"'))), out var value))
                    {
                        yield return value;
                    }
                }
            }

            /// <summary>
            /// The events with all their fields. Sends the call when the first value is asked for, and ends it when no more are.
            /// </summary>
            public static async IAsyncEnumerable<T> ReadEvents<T, TFormat>(
                Func<CancellationToken, Task<Stream>> send,
                bool isText,
                [EnumeratorCancellation] CancellationToken cancellationToken)
                where TFormat : struct, IJsonFormat<T>
            {
                await foreach (var (name, id, retry, data) in Read(send, cancellationToken).ConfigureAwait(false))
                {
                    if (JsonStreamValue.TryRead<T, TFormat>(Event(name, id, retry, data, isText), out var value))
                    {
                        yield return value;
                    }
                }
            }

            private static async IAsyncEnumerable<(string? Name, string? Id, long? Retry, string Data)> Read(
                Func<CancellationToken, Task<Stream>> send,
                [EnumeratorCancellation] CancellationToken cancellationToken)
            {
                string? name = null, id = null;
                long? retry = null;
                var data = new List<string>();
                using var lines = new StreamReader(await send(cancellationToken).ConfigureAwait(false), Encoding.UTF8);
                while (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
                {
                    var (field, value) = Field(line);
                    switch (field)
                    {
                        case "data":
                            data.Add(value);
                            break;
                        case "event":
                            name = value;
                            break;
                        case "id" when !value.Contains('\0', StringComparison.Ordinal):
                            id = value;
                            break;
                        case "retry" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds):
                            retry = milliseconds;
                            break;
                        case "" when line.Length == 0:
                            if (data.Count > 0)
                            {
                                yield return (name, id, retry, string.Join('\n', data));
                            }

                            (name, retry) = (null, null);
                            data.Clear();
                            break;
                    }
                }
            }

            private static (string Name, string Value) Field(string line)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                return colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..] is [' ', ..] value ? value[1..] : line[(colon + 1)..]);
            }

            /// <summary>The event as an object with the fields that it has on the wire.</summary>
            private static ReadOnlySpan<byte> Event(string? name, string? id, long? retry, string data, bool isText)
            {
                var buffer = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(buffer))
                {
                    writer.WriteStartObject();
                    Write(writer, "event", name);
                    Write(writer, "id", id);
                    if (retry is { } milliseconds)
                    {
                        writer.WriteNumber("retry", milliseconds);
                    }

                    writer.WritePropertyName("data");
                    writer.WriteRawValue(Json(data, isText));
                    writer.WriteEndObject();
                }

                return buffer.WrittenSpan;
            }

            /// <summary>Data is JSON where it can be, and a text where it cannot or where the document says so.</summary>
            private static string Json(string data, bool isText) => !isText && IsJson(data) ? data : $"\"{JsonEncodedText.Encode(data)}\"";

            private static bool IsJson(string data)
            {
                try
                {
                    using var document = JsonDocument.Parse(data);
                    return true;
                }
                catch (JsonException)
                {
                    return false;
                }
            }

            private static void Write(Utf8JsonWriter writer, string name, string? value)
            {
                if (value is not null)
                {
                    writer.WriteString(name, value);
                }
            }
        }
        """;
}
