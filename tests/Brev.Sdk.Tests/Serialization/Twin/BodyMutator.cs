using System.Text;
using System.Text.Json;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>Changes a body: a value becomes another one, or some bytes are changed, left out or repeated.</summary>
internal sealed class BodyMutator
{
    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "\"\"", "\"x\"", "12", "-1", "\"22\"", "22.0", "2e0", "0.5", "1e400", "99999999999999999999", "{}",
            "[]", "[null]", "[1]", "{\"a\":1}", "\"0001-01-01T00:00:00Z\"", "\"2026-01-02 03:04:05Z\"", "\"2026-02-30T00:00:00Z\"",
            "\"\\u0041\"", "\"\\ud800\"", "\"7m0s\"", "[{}]", "{\"a\":\"b\"}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly byte[] _body;
    private readonly List<(int Start, int End)> _values = [];

    public BodyMutator(string body)
    {
        _body = Encoding.UTF8.GetBytes(body);
        var reader = new Utf8JsonReader(_body);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                var value = reader;
                value.Skip();
                _values.Add(((int)reader.TokenStartIndex, (int)value.BytesConsumed));
            }
        }
    }

    /// <summary>The body as it is, and with each single member of those names once null.</summary>
    public static IEnumerable<byte[]> WithoutMembers(byte[] body, IReadOnlyList<string> names)
    {
        yield return body;
        foreach (var (start, end) in Members(body, names))
        {
            yield return [.. body[..start], .. "null"u8, .. body[end..]];
        }
    }

    private static List<(int Start, int End)> Members(byte[] body, IReadOnlyList<string> names)
    {
        var found = new List<(int Start, int End)>();
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName
                && names.Contains(Encoding.UTF8.GetString(reader.ValueSpan), StringComparer.OrdinalIgnoreCase))
            {
                var value = reader;
                value.Read();
                var start = (int)value.TokenStartIndex;
                value.Skip();
                found.Add((start, (int)value.BytesConsumed));
            }
        }

        return found;
    }

    public byte[] Next(Random random)
    {
        var (start, end) = _values[random.Next(_values.Count)];
        var at = random.Next(_body.Length);
        var length = random.Next(1, Math.Min(6, _body.Length - at + 1));
        return random.Next(8) switch
        {
            < 5 => [.. _body[..start], .. Values[random.Next(Values.Length)], .. _body[end..]],
            5 => [.. _body[..at], (byte)random.Next(256), .. _body[(at + 1)..]],
            6 => [.. _body[..at], .. _body[(at + length)..]],
            _ => [.. _body[..(at + length)], .. _body[at..]],
        };
    }
}
