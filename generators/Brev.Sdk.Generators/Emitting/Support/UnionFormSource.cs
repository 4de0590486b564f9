namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>UnionForm</c>.</summary>
internal static class UnionFormSource
{
    public const string Text = """
        using global::System;
        using global::System.Diagnostics.CodeAnalysis;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>Finds out which of several forms a value has.</summary>
        [Internal]
        internal static class UnionForm
        {
            /// <summary>Reads a form; when the value does not have it, the reader still stands on it.</summary>
            public static bool TryRead<T, TFormat>(ref Utf8JsonReader reader, JsonReading reading, [NotNullWhen(true)] out T? value)
                where TFormat : struct, IJsonFormat<T>
            {
                var start = reader;
                var form = (reader.TokenStartIndex, typeof(TFormat));
                var refused = reading.Refused ?? [];
                try
                {
                    if (!refused.Contains(form)
                        && TFormat.TryRead(ref reader, reading with { IsStrict = true, Refused = refused }, out value!))
                    {
                        return value is not null;
                    }
                }
                catch (JsonException exception) when (JsonPath.IsOfAnotherForm(exception))
                {
                    reader = start;
                }

                refused.Add(form);
                value = default;
                return false;
            }

            /// <summary>How many of the known members an object has; -1 when one that it must have is missing.</summary>
            public static int Score(Utf8JsonReader reader, ReadOnlySpan<string> required, ReadOnlySpan<string> known)
            {
                foreach (var name in required)
                {
                    if (!TryFind(ref reader, name, out _))
                    {
                        return -1;
                    }
                }

                var score = required.Length;
                foreach (var name in known)
                {
                    score += TryFind(ref reader, name, out _) ? 1 : 0;
                }

                return score;
            }

            /// <summary>Whether a member is missing or has the one value that it can have.</summary>
            public static bool Agrees(Utf8JsonReader reader, string name, string constant)
            {
                if (!TryFind(ref reader, name, out var member))
                {
                    return true;
                }

                using var value = JsonDocument.ParseValue(ref member);
                return (value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : value.RootElement.GetRawText()) == constant;
            }

            /// <summary>The text of a member; none when it has no text.</summary>
            public static string? Text(Utf8JsonReader reader, string name) =>
                TryFind(ref reader, name, out var member) && TextFormat.TryRead(ref member, default, out var text) ? text : null;

            /// <summary>A reader on the value of a member; on the last one where several have the name.</summary>
            private static bool TryFind(ref Utf8JsonReader reader, string name, out Utf8JsonReader member)
            {
                member = default;
                var isFound = false;
                var walk = reader;
                while (walk.Read() && walk.TokenType == JsonTokenType.PropertyName)
                {
                    var isMember = walk.ValueTextEquals(name);
                    walk.Read();
                    if (isMember)
                    {
                        member = walk;
                        isFound = true;
                    }

                    walk.Skip();
                }

                return isFound;
            }
        }
        """;
}
