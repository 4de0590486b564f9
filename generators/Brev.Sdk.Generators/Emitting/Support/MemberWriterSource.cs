namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>MemberWriter</c>.</summary>
internal static class MemberWriterSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>Writes an object, member for member.</summary>
        [Internal]
        internal ref struct MemberWriter
        {
            private readonly Utf8JsonWriter _writer;
            private readonly IDictionary<string, JsonElement>? _unknown;
            private HashSet<string>? _replaced;

            /// <param name="writer">Gets the object.</param>
            /// <param name="unknown">The members without a property, and those with one whose value could not be read.</param>
            public MemberWriter(Utf8JsonWriter writer, IDictionary<string, JsonElement>? unknown = null)
            {
                _writer = writer;
                _unknown = unknown is { Count: > 0 } ? unknown : null;
                writer.WriteStartObject();
            }

            public void WriteText(ReadOnlySpan<byte> name, string? value, bool isAlwaysWritten = false)
            {
                if (IsWritten(name, value is not null, isAlwaysWritten))
                {
                    _writer.WriteString(name, value);
                }
            }

            public void WriteEnum<T>(ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten = false)
                where T : struct, IOpenEnum<T> =>
                WriteValue<T, OpenEnumFormat<T>>(name, value, isAlwaysWritten);

            public void WriteModel<T>(ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten = false)
                where T : class, IJsonModel<T> =>
                Write<T, ModelFormat<T>>(name, value, isAlwaysWritten);

            /// <summary>An empty list counts as one that is not set, where the member could not be read.</summary>
            public void WriteList<T, TFormat>(ReadOnlySpan<byte> name, IReadOnlyList<T>? value, bool isAlwaysWritten = false)
                where TFormat : struct, IJsonFormat<T> =>
                Write<IReadOnlyList<T>, ListFormat<T, TFormat>>(name, value, isAlwaysWritten, value is { Count: > 0 });

            /// <summary>An empty map counts as one that is not set, where the member could not be read.</summary>
            public void WriteMap<T, TFormat>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T>? value, bool isAlwaysWritten = false)
                where TFormat : struct, IJsonFormat<T> =>
                Write<IReadOnlyDictionary<string, T>, MapFormat<T, TFormat>>(name, value, isAlwaysWritten, value is { Count: > 0 });

            public void Write<T, TFormat>(ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten = false)
                where T : class
                where TFormat : struct, IJsonFormat<T> =>
                Write<T, TFormat>(name, value, isAlwaysWritten, value is not null);

            public void WriteValue<T, TFormat>(ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten = false)
                where T : struct
                where TFormat : struct, IJsonFormat<T>
            {
                if (!IsWritten(name, value is not null, isAlwaysWritten))
                {
                    return;
                }

                _writer.WritePropertyName(name);
                if (value is { } given)
                {
                    TFormat.Write(_writer, given);
                }
                else
                {
                    _writer.WriteNullValue();
                }
            }

            /// <summary>Writes the members without a property, as they came, and ends the object.</summary>
            public readonly void End()
            {
                if (_unknown is not null)
                {
                    foreach (var (name, value) in _unknown)
                    {
                        if (_replaced?.Contains(name) != true)
                        {
                            _writer.WritePropertyName(name);
                            value.WriteTo(_writer);
                        }
                    }
                }

                _writer.WriteEndObject();
            }

            private void Write<T, TFormat>(ReadOnlySpan<byte> name, T? value, bool isAlwaysWritten, bool isSet)
                where T : class
                where TFormat : struct, IJsonFormat<T>
            {
                if (!IsWritten(name, isSet, isAlwaysWritten || value is not null))
                {
                    return;
                }

                _writer.WritePropertyName(name);
                if (value is not null)
                {
                    TFormat.Write(_writer, value);
                }
                else
                {
                    _writer.WriteNullValue();
                }
            }

            /// <summary>A member that could not be read is written as it came, unless it has been set since.</summary>
            private bool IsWritten(ReadOnlySpan<byte> name, bool isSet, bool isAlwaysWritten)
            {
                if (_unknown is null || Encoding.UTF8.GetString(name) is var text && !_unknown.ContainsKey(text))
                {
                    return isSet || isAlwaysWritten;
                }

                if (isSet)
                {
                    (_replaced ??= new HashSet<string>(StringComparer.Ordinal)).Add(text);
                }

                return isSet;
            }
        }
        """;
}
