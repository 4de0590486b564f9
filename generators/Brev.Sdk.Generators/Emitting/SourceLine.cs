using System.Runtime.CompilerServices;
using System.Text;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>A line of several parts, which go into the text one by one: a document has too many lines for a string of each.</summary>
[InterpolatedStringHandler]
internal readonly ref struct SourceLine
{
    private readonly StringBuilder _text;

    /// <param name="literalLength">How many characters of the line are fixed.</param>
    /// <param name="formattedCount">How many parts are not.</param>
    /// <param name="writer">Gets the line.</param>
    public SourceLine(int literalLength, int formattedCount, SourceWriter writer)
    {
        _ = (literalLength, formattedCount);
        _text = writer.BeginLine();
        Start = _text.Length;
    }

    /// <summary>Where the line begins, after its indentation.</summary>
    public int Start { get; }

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string? value) => _text.Append(value);

    public void AppendFormatted(char value) => _text.Append(value);

    public void AppendFormatted(int value) => _text.Append(value);
}
