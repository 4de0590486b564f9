namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonMembers</c>.</summary>
internal static class JsonMembersSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Numerics;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>
        /// Walks through the members of an object. Names are compared as they came, and only when that finds nothing once more ignoring
        /// case. An optional member that cannot be read loses nothing but itself: it is kept as unknown where the type keeps such members,
        /// and told.
        /// </summary>
        [Internal]
        internal ref struct JsonMembers
        {
            private readonly string _type;
            private readonly JsonReading _reading;
            private readonly bool _keepsUnknown;
            private readonly Utf8JsonReader _start;
            private Dictionary<string, string>? _spellings;
            private ReadOnlySpan<byte> _name;
            private bool _isRepeated;
            private bool _ignoresCase;
            private bool _isRequired;

            public JsonMembers(scoped ref Utf8JsonReader reader, string type, JsonReading reading, bool keepsUnknown)
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    throw new JsonException($"The JSON value could not be converted to {type}: it is no object.");
                }

                (_type, _reading, _keepsUnknown) = (type, reading, keepsUnknown);
                _start = reader;
            }

            /// <summary>The members without a property.</summary>
            public IDictionary<string, JsonElement>? Unknown { get; private set; }

            /// <summary>The length of the name in UTF-8.</summary>
            public readonly int Length => _name.Length;

            public bool Is(ReadOnlySpan<byte> name)
            {
                if (_name.SequenceEqual(name))
                {
                    return true;
                }

                if (!_ignoresCase || !Ascii.EqualsIgnoreCase(_name, name) || !IsSpelling(Encoding.UTF8.GetString(name)))
                {
                    return false;
                }

                // What is told of it, and kept when it cannot be read, has the document's name from here on.
                _name = name;
                return true;
            }

            /// <summary>Goes to the value of the next member, or compares the name of this one again.</summary>
            public bool Next(scoped ref Utf8JsonReader reader)
            {
                _ignoresCase = _isRepeated;
                _isRepeated = false;
                if (_ignoresCase)
                {
                    return true;
                }

                _isRequired = false;
                Expect(reader.Read());
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    return false;
                }

                _name = reader.HasValueSequence || reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
                Expect(reader.Read());
                return true;
            }

            /// <summary>Makes it an error when the member cannot be read.</summary>
            public bool Require() => _isRequired = true;

            public readonly JsonException Missing(string name) => new($"The required member '{name}' of {_type} is missing.");

            /// <summary>
            /// A required member of an answer is not there: that makes another form where one of several is looked for, and is told
            /// otherwise.
            /// </summary>
            public readonly void Miss(string name)
            {
                if (_reading.IsStrict)
                {
                    throw Missing(name);
                }

                _reading.UnreadableMember?.Invoke(_type, name);
            }

            /// <summary>What stands for a required value that is not there.</summary>
            public readonly T Miss<T>(string name)
                where T : struct
            {
                Miss(name);
                return default;
            }

            public void ReadText(scoped ref Utf8JsonReader reader, out string? value)
            {
                if (reader.TokenType == JsonTokenType.Null)
                {
                    value = null;
                }
                else if (!TextFormat.TryRead(ref reader, _reading, out value!))
                {
                    value = null;
                    Keep(ref reader);
                }
            }

            public void ReadBoolean(scoped ref Utf8JsonReader reader, out bool? value) => ReadValue<bool, BooleanFormat>(ref reader, out value);

            public void ReadInteger<T>(scoped ref Utf8JsonReader reader, out T? value)
                where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
                ReadValue<T, IntegerFormat<T>>(ref reader, out value);

            public void ReadFraction<T>(scoped ref Utf8JsonReader reader, out T? value)
                where T : struct, INumber<T> =>
                ReadValue<T, FractionFormat<T>>(ref reader, out value);

            public void ReadEnum<T>(scoped ref Utf8JsonReader reader, out T? value)
                where T : struct, IOpenEnum<T> =>
                ReadValue<T, OpenEnumFormat<T>>(ref reader, out value);

            public void ReadModel<T>(scoped ref Utf8JsonReader reader, out T? value)
                where T : class, IJsonModel<T> =>
                ReadNested<T, ModelFormat<T>>(ref reader, out value);

            public void ReadList<T, TFormat>(scoped ref Utf8JsonReader reader, out IReadOnlyList<T>? value)
                where TFormat : struct, IJsonFormat<T> =>
                ReadNested<IReadOnlyList<T>, ListFormat<T, TFormat>>(ref reader, out value);

            public void ReadMap<T, TFormat>(scoped ref Utf8JsonReader reader, out IReadOnlyDictionary<string, T>? value)
                where TFormat : struct, IJsonFormat<T> =>
                ReadNested<IReadOnlyDictionary<string, T>, MapFormat<T, TFormat>>(ref reader, out value);

            /// <summary>Reads a value that is one token.</summary>
            public void ReadValue<T, TFormat>(scoped ref Utf8JsonReader reader, out T? value)
                where T : struct
                where TFormat : struct, IJsonFormat<T>
            {
                value = null;
                if (reader.TokenType == JsonTokenType.Null)
                {
                    return;
                }

                if (TFormat.TryRead(ref reader, _reading, out var given))
                {
                    value = given;
                    return;
                }

                Keep(ref reader);
            }

            /// <summary>Reads a time. An empty text and Go's zero time stand for none.</summary>
            public void ReadTime(scoped ref Utf8JsonReader reader, out DateTimeOffset? value)
            {
                value = null;
                if (!IsEmptyText(ref reader))
                {
                    ReadValue<DateTimeOffset, TimeFormat>(ref reader, out value);
                    value = value is { } time && TimeFormat.IsNone(time) ? null : value;
                }
            }

            /// <summary>Reads a time span. An empty text stands for none.</summary>
            public void ReadTimeSpan<TFormat>(scoped ref Utf8JsonReader reader, out TimeSpan? value)
                where TFormat : struct, IJsonFormat<TimeSpan>
            {
                value = null;
                if (!IsEmptyText(ref reader))
                {
                    ReadValue<TimeSpan, TFormat>(ref reader, out value);
                }
            }

            /// <summary>Reads a value that can have others inside.</summary>
            public void ReadNested<T, TFormat>(scoped ref Utf8JsonReader reader, out T? value)
                where T : class
                where TFormat : struct, IJsonFormat<T>
            {
                value = null;
                if (reader.TokenType == JsonTokenType.Null)
                {
                    return;
                }

                var start = reader;
                try
                {
                    if (TFormat.TryRead(ref reader, _reading, out value!))
                    {
                        return;
                    }
                }
                catch (JsonException exception) when (!_reading.IsStrict && !_isRequired && JsonPath.IsOfAnotherForm(exception))
                {
                    reader = start;
                }

                value = null;
                Keep(ref reader);
            }

            /// <summary>Reads a value of any form. A required one can be the JSON value <c>null</c>.</summary>
            public readonly void ReadElement(scoped ref Utf8JsonReader reader, out JsonElement? value) =>
                value = reader.TokenType == JsonTokenType.Null && !_isRequired ? null : JsonElement.ParseValue(ref reader);

            /// <summary>
            /// The member has no property: the name is compared ignoring case, and when that has been done the value is kept or passed
            /// over.
            /// </summary>
            public void ReadUnknown(scoped ref Utf8JsonReader reader)
            {
                if (!_ignoresCase)
                {
                    _isRepeated = true;
                    return;
                }

                if (_keepsUnknown)
                {
                    Add(ref reader);
                    return;
                }

                if (_reading.RefusesUnknownMembers)
                {
                    throw new JsonException($"{_type} has no member '{Name()}'.");
                }

                Expect(reader.TrySkip());
            }

            /// <summary>Whether this is how the object spells a member: exactly where it does so at all, otherwise as it does first.</summary>
            private bool IsSpelling(string name)
            {
                if (_spellings is null)
                {
                    _spellings = new Dictionary<string, string>(StringComparer.Ordinal);
                    var walk = _start;
                    var members = new JsonMembers(ref walk, _type, _reading, _keepsUnknown);
                    while (members.Next(ref walk))
                    {
                        _spellings[members.Name()] = members.Name();
                        Expect(walk.TrySkip());
                    }
                }

                return _spellings.TryAdd(name, Name()) || _spellings[name] == Name();
            }

            private static bool IsEmptyText(scoped ref Utf8JsonReader reader) =>
                reader.TokenType == JsonTokenType.String && !reader.HasValueSequence && reader.ValueSpan.IsEmpty;

            private static void Expect(bool isComplete)
            {
                if (!isComplete)
                {
                    throw new JsonException("The JSON ends inside of an object.");
                }
            }

            private static byte[] Unescaped(scoped ref Utf8JsonReader reader)
            {
                try
                {
                    return Encoding.UTF8.GetBytes(reader.GetString()!);
                }
                catch (InvalidOperationException exception)
                {
                    throw new JsonException("The name of a member is no text.", exception);
                }
            }

            private void Keep(scoped ref Utf8JsonReader reader)
            {
                if (_reading.IsStrict || _isRequired)
                {
                    throw new JsonException($"The member '{Name()}' of {_type} cannot be read: its value has another form.");
                }

                _reading.UnreadableMember?.Invoke(_type, Name());
                if (_keepsUnknown && (reader.TokenType != JsonTokenType.String || TextFormat.TryRead(ref reader, _reading, out _)))
                {
                    Add(ref reader);
                    return;
                }

                Expect(reader.TrySkip());
            }

            private void Add(scoped ref Utf8JsonReader reader) =>
                (Unknown ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal))[Name()] = JsonElement.ParseValue(ref reader);

            private readonly string Name() => Encoding.UTF8.GetString(_name);
        }
        """;
}
