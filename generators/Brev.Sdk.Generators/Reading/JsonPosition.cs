using System.Text;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Reading;

/// <summary>A place in a JSON text, counted from zero, in characters.</summary>
internal sealed record JsonPosition(int Line, int Column, int Length)
{
    public static JsonPosition Start { get; } = new(0, 0, 0);

    public LocationSpec In(string path) => new(path, Line, Column, Length);

    /// <summary>The place of a byte in a line.</summary>
    public static JsonPosition At(byte[] json, long line, long byteInLine)
    {
        var start = 0;
        for (var index = 0L; index < line && start >= 0; index++)
        {
            start = Array.IndexOf(json, (byte)'\n', start) + 1;
        }

        var length = (int)Math.Max(0, Math.Min(byteInLine, json.Length - start));
        return new JsonPosition((int)line, Encoding.UTF8.GetCharCount(json, start, length), 0);
    }
}
