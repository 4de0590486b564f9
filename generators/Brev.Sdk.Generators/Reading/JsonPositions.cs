using System.Text;
using System.Text.Json;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Finds where JSON pointers lead in a text. A pointer into nothing leads to the nearest place above it.</summary>
internal sealed class JsonPositions
{
    private readonly Dictionary<string, JsonPosition> _found = new(StringComparer.Ordinal);

    private JsonPositions()
    {
    }

    public static JsonPositions Find(byte[] json, IEnumerable<string> pointers)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pointer in pointers)
        {
            for (var place = pointer; place.Length > 0 && wanted.Add(place); place = Pointer.Parent(place))
            {
            }
        }

        var positions = new JsonPositions();
        if (wanted.Count > 0)
        {
            positions.Walk(json, wanted);
        }

        return positions;
    }

    public JsonPosition Of(string pointer)
    {
        for (var place = pointer; place.Length > 0; place = Pointer.Parent(place))
        {
            if (_found.TryGetValue(place, out var position))
            {
                return position;
            }
        }

        return JsonPosition.Start;
    }

    private void Walk(byte[] json, HashSet<string> wanted)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DocumentRoot.MaxDepth });
        var lines = new LineCounter(json);
        var path = new Stack<PathStep>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    path.Peek().Pointer = Pointer.Child(path.Peek().Parent, reader.GetString()!);
                    Remember(path.Peek().Pointer, wanted, lines, reader);
                    break;
                default:
                    Value(path, wanted, lines, ref reader);
                    break;
            }
        }
    }

    private void Value(Stack<PathStep> path, HashSet<string> wanted, LineCounter lines, ref Utf8JsonReader reader)
    {
        var around = path.Count > 0 ? path.Peek() : null;
        if (around is { IsArray: true })
        {
            around.Pointer = $"{around.Parent}/{++around.Index}";
            Remember(around.Pointer, wanted, lines, reader);
        }

        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        // Every place above a wanted one is wanted, so nothing is looked for in the others.
        if (around is null || wanted.Contains(around.Pointer))
        {
            path.Push(new PathStep(around?.Pointer ?? "", reader.TokenType == JsonTokenType.StartArray));
        }
        else
        {
            reader.Skip();
        }
    }

    private void Remember(string pointer, HashSet<string> wanted, LineCounter lines, Utf8JsonReader reader)
    {
        if (wanted.Contains(pointer) && !_found.ContainsKey(pointer))
        {
            _found.Add(pointer, lines.At((int)reader.TokenStartIndex, reader.HasValueSequence ? 0 : reader.ValueSpan.Length + 2));
        }
    }

    /// <summary>An object or an array that is being read.</summary>
    private sealed class PathStep(string parent, bool isArray)
    {
        public string Parent { get; } = parent;

        public bool IsArray => isArray;

        public int Index { get; set; } = -1;

        /// <summary>The pointer of the member or element that is being read.</summary>
        public string Pointer { get; set; } = parent;
    }

    /// <summary>Turns offsets, which only grow, into lines and columns.</summary>
    private sealed class LineCounter(byte[] json)
    {
        private int _line;
        private int _start;
        private int _read;

        public JsonPosition At(int offset, int length)
        {
            for (; _read < offset; _read++)
            {
                if (json[_read] == (byte)'\n')
                {
                    _line++;
                    _start = _read + 1;
                }
            }

            return new JsonPosition(_line, Encoding.UTF8.GetCharCount(json, _start, offset - _start), length);
        }
    }
}
