using System.Runtime.CompilerServices;
using System.Text;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes indented lines that end in a line feed on every machine.</summary>
/// <param name="head">What stands in front of them.</param>
internal sealed class SourceWriter(SourceHead head)
{
    /// <summary>What is longer is broken where a reader would break it.</summary>
    public const int Width = 140;

    /// <summary>How many characters a text can have whose memory is kept for the next one.</summary>
    private const int MostKept = 1 << 17;

    [ThreadStatic]
    private static StringBuilder? _kept;

    /// <summary>Where a text is put together, which is looked through for what it uses.</summary>
    [ThreadStatic]
    private static char[]? _code;

    private readonly StringBuilder _text = Take();
    private int _depth;
    private bool _isSeparated = true;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _depth * 4).Append(line);
        }

        _text.Append('\n');
        _isSeparated = line.Length == 0;
    }

    public void Line([InterpolatedStringHandlerArgument("")] ref SourceLine line)
    {
        _isSeparated = _text.Length == line.Start;
        if (_isSeparated)
        {
            _text.Length -= _depth * 4;
        }

        _text.Append('\n');
    }

    /// <summary>The text, with the indentation of the next line.</summary>
    public StringBuilder BeginLine() => _text.Append(' ', _depth * 4);

    /// <summary>An empty line in front of the next member, unless it is the first one.</summary>
    public void Separate()
    {
        if (!_isSeparated)
        {
            Line();
        }
    }

    public void Open(string line)
    {
        Line(line);
        Open();
    }

    public void Open([InterpolatedStringHandlerArgument("")] ref SourceLine line)
    {
        Line(ref line);
        Open();
    }

    public void Open()
    {
        Line("{");
        _depth++;
        _isSeparated = true;
    }

    public void Close(string suffix = "")
    {
        _depth--;
        Line("}" + suffix);
    }

    public void Indent(Action body)
    {
        _depth++;
        body();
        _depth--;
    }

    /// <summary>A list in one line, or with one item a line when it would be too long.</summary>
    public void List(string head, string[] items, string tail)
    {
        var length = head.Length + tail.Length + (2 * (items.Length - 1));
        foreach (var item in items)
        {
            length += item.Length;
        }

        if (items.Length == 0 || Fits(length))
        {
            Line($"{head}{string.Join(", ", items)}{tail}");
            return;
        }

        Line(head.TrimEnd());
        _depth++;
        for (var index = 0; index < items.Length; index++)
        {
            Line($"{items[index]}{(index == items.Length - 1 ? tail : ",")}");
        }

        _depth--;
    }

    /// <summary>
    /// What stands in front of a method's body, in one line, or with one parameter a line; the name has a line of its own where it would be
    /// too long for that of the result.
    /// </summary>
    public void Method(string result, string name, string[] parameters, string tail)
    {
        var head = $"{result} {name}(";
        if (Fits(head.Length))
        {
            List(head, parameters, tail);
            return;
        }

        Line(result);
        Indent(() => List(name + "(", parameters, tail));
    }

    /// <summary>A list in one line, or in as few lines as hold its items when it would be too long.</summary>
    public void Filled(string head, string[] items, string tail)
    {
        var whole = $"{head}{string.Join(", ", items)}{tail}";
        if (items.Length == 0 || Fits(whole.Length))
        {
            Line(whole);
            return;
        }

        // The format of a value has a line of its own where both are too long for one.
        var format = Fits(head.Length) ? -1 : head.IndexOf($" {SourceFile.SupportAlias}::", StringComparison.Ordinal);
        Line(format < 0 ? head : head.Substring(0, format));
        Indent(() =>
        {
            if (format >= 0)
            {
                Line(head.Substring(format + 1));
            }

            Fill(items, tail);
        });
    }

    /// <summary>Items in as few lines as hold them.</summary>
    public void Fill(string[] items, string tail)
    {
        var line = items[0];
        for (var index = 1; index < items.Length; index++)
        {
            var end = index == items.Length - 1 ? tail.Length : 1;
            if (Fits(line.Length + ", ".Length + items[index].Length + end))
            {
                line += ", " + items[index];
                continue;
            }

            Line(line + ",");
            line = items[index];
        }

        Line(line + tail);
    }

    /// <summary>A text of the document in one line, or in as many as it needs, broken at blanks.</summary>
    public void Text(string head, string text, string tail)
    {
        var whole = head + Literals.Text(text) + tail;
        if (Fits(whole.Length))
        {
            Line(whole);
            return;
        }

        Line(head);
        _depth++;
        var most = Width - (_depth * 4) - "+ \"\"".Length - tail.Length;
        for (var start = 0; start < text.Length;)
        {
            var blank = text.Length - start <= most ? -1 : text.LastIndexOf(' ', start + most - 1, most);
            var end = blank < 0 ? text.Length : blank + 1;
            Line((start > 0 ? "+ " : "") + Literals.Text(text.Substring(start, end - start)) + (end == text.Length ? tail : ""));
            start = end;
        }

        _depth--;
    }

    /// <summary>A statement in one line, or broken in front of an operator when it would be too long.</summary>
    public void Broken(string statement, string operation)
    {
        var at = Fits(statement.Length) ? -1 : statement.IndexOf(operation, StringComparison.Ordinal);
        Line(at < 0 ? statement : statement.Substring(0, at));
        if (at >= 0)
        {
            _depth++;
            Line(statement.Substring(at).TrimStart());
            _depth--;
        }
    }

    /// <summary>An element of the documentation, in as many lines as its text needs.</summary>
    public void Documentation(string element, string text, string attributes = "")
    {
        var content = Literals.Documentation(text);
        if (content.Length == 0)
        {
            return;
        }

        if (Fits("/// <></>".Length + (2 * element.Length) + attributes.Length + content.Length))
        {
            Line($"/// <{element}{attributes}>{content}</{element}>");
            return;
        }

        Line($"/// <{element}{attributes}>");
        Wrap(content);
        Line($"/// </{element}>");
    }

    /// <summary>The whole text. Nothing is written after it.</summary>
    public string Finish()
    {
        var length = _text.Length;
        var code = Room(length);
        _text.CopyTo(0, code, 0, length);
        var lines = head.Of(code.AsSpan(0, length));
        code = Room(lines.Length + length);
        lines.CopyTo(0, code, 0, lines.Length);
        _text.CopyTo(0, code, lines.Length, length);
        var text = new string(code, 0, lines.Length + length);
        _kept = _text.Capacity <= MostKept ? _text.Clear() : null;
        return text;
    }

    private static char[] Room(int length) => length > MostKept ? new char[length] : _code ??= new char[MostKept];

    private static StringBuilder Take()
    {
        var text = _kept ?? new StringBuilder(1 << 14);
        _kept = null;
        return text;
    }

    /// <summary>Documentation that is another member's, or what a path finds of it.</summary>
    public void Inherited(string member, string path)
    {
        var (head, tail) = ($"/// <inheritdoc cref=\"{member}\"", $" path=\"{path}\"/>");
        if (Fits(head.Length + tail.Length))
        {
            Line(head + tail);
            return;
        }

        Line(head);
        Line("///  " + tail);
    }

    private bool Fits(int length) => (_depth * 4) + length <= Width;

    /// <summary>A text in lines that are broken at blanks; a word that is longer than a line has one of its own.</summary>
    private void Wrap(string content)
    {
        var width = Width - (_depth * 4) - "/// ".Length;
        var start = 0;
        while (content.Length - start > width)
        {
            var end = content.LastIndexOf(' ', start + width, width + 1);
            end = end < 0 ? content.IndexOf(' ', start + width) : end;
            if (end < 0)
            {
                break;
            }

            WrapLine(content, start, end);
            start = end + 1;
        }

        WrapLine(content, start, content.Length);
    }

    private void WrapLine(string content, int start, int end) =>
        BeginLine().Append("/// ").Append(content, start, end - start).Append('\n');
}
