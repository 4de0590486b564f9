namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>UnionForm</c>.</summary>
internal static class UnionFormSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Diagnostics.CodeAnalysis;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>Finds out which of several forms a value has.</summary>
        [Internal]
        internal static class UnionForm
        {
            /// <summary>Reads a form that is named: as outside of unions.</summary>
            public static bool TryRead<T, TFormat>(ref Utf8JsonReader reader, JsonReading reading, [NotNullWhen(true)] out T? value)
                where TFormat : struct, IJsonFormat<T> =>
                Fits<T, TFormat>(ref reader, reading with { IsStrict = false }, out value);

            /// <summary>Reads a form that the value has if it fits exactly. What is told meanwhile counts only then.</summary>
            public static bool TryGuess<T, TFormat>(ref Utf8JsonReader reader, JsonReading reading, [NotNullWhen(true)] out T? value)
                where TFormat : struct, IJsonFormat<T>
            {
                var form = (reader.TokenStartIndex, typeof(TFormat));
                var refused = reading.Refused ?? [];
                List<(string Type, string Member)> told = [];
                Action<string, string>? tell = reading.UnreadableMember is null ? null : (type, member) => told.Add((type, member));
                value = default;
                if (!refused.Contains(form)
                    && Fits<T, TFormat>(
                        ref reader, reading with { IsStrict = true, UnreadableMember = tell, Refused = refused }, out value))
                {
                    told.ForEach(unreadable => reading.UnreadableMember!(unreadable.Type, unreadable.Member));
                    return true;
                }

                refused.Add(form);
                return false;
            }

            /// <summary>How many of the known members an object has; -1 when one that it must have is missing.</summary>
            public static int Score(Utf8JsonReader reader, ReadOnlySpan<string> required, ReadOnlySpan<string> known)
            {
                foreach (var name in required)
                {
                    if (!TryFind(reader, name, out _))
                    {
                        return -1;
                    }
                }

                var score = required.Length;
                foreach (var name in known)
                {
                    score += TryFind(reader, name, out _) ? 1 : 0;
                }

                return score;
            }

            /// <summary>Whether a member is missing or has the one value that it can have.</summary>
            public static bool Agrees(Utf8JsonReader reader, string name, string constant)
            {
                if (!TryFind(reader, name, out var member))
                {
                    return true;
                }

                using var value = JsonDocument.ParseValue(ref member);
                var text = value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : value.RootElement.GetRawText();
                return text == constant;
            }

            /// <summary>The text of a member; none when it has no text.</summary>
            public static string? Text(Utf8JsonReader reader, string name) =>
                TryFind(reader, name, out var member) && TextFormat.TryRead(ref member, default, out var text) ? text : null;

            /// <summary>Whether a value has a form; when it does not, the reader still stands on it.</summary>
            private static bool Fits<T, TFormat>(ref Utf8JsonReader reader, JsonReading reading, [NotNullWhen(true)] out T? value)
                where TFormat : struct, IJsonFormat<T>
            {
                var start = reader;
                try
                {
                    if (TFormat.TryRead(ref reader, reading, out value!))
                    {
                        return value is not null;
                    }
                }
                catch (JsonException exception) when (JsonPath.IsOfAnotherForm(exception))
                {
                    reader = start;
                }

                value = default;
                return false;
            }

            /// <summary>A reader on the value of a member, which is found as a model finds it.</summary>
            private static bool TryFind(Utf8JsonReader reader, string name, out Utf8JsonReader member)
            {
                member = default;
                var isFound = false;

                // On the heap, for the members keep the name.
                var bytes = Encoding.UTF8.GetBytes(name);
                var members = new JsonMembers(ref reader, "", default, keepsUnknown: false);
                while (members.Next(ref reader))
                {
                    if (!members.Is(bytes))
                    {
                        members.ReadUnknown(ref reader);
                        continue;
                    }

                    member = reader;
                    isFound = true;
                    reader.TrySkip();
                }

                return isFound;
            }
        }
        """;
}
