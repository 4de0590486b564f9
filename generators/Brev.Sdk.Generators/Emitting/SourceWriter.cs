using System.Text;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes indented lines that end in a line feed on every machine.</summary>
internal sealed class SourceWriter
{
    /// <summary>What is longer is broken where a reader would break it.</summary>
    public const int Width = 140;

    private readonly StringBuilder _text = new();
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
    public void List(string head, IReadOnlyCollection<string> items, string tail)
    {
        var line = head + string.Join(", ", items) + tail;
        if (items.Count == 0 || Fits(line))
        {
            Line(line);
            return;
        }

        Line(head);
        Indent(() =>
        {
            var rest = items.Count;
            foreach (var item in items)
            {
                Line(item + (--rest == 0 ? tail : ","));
            }
        });
    }

    /// <summary>A statement in one line, or broken in front of an operator when it would be too long.</summary>
    public void Broken(string statement, string operation)
    {
        var at = Fits(statement) ? -1 : statement.IndexOf(operation, StringComparison.Ordinal);
        Line(at < 0 ? statement : statement.Substring(0, at));
        if (at >= 0)
        {
            Indent(() => Line(statement.Substring(at).TrimStart()));
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

        var line = $"/// <{element}{attributes}>{content}</{element}>";
        if (Fits(line))
        {
            Line(line);
            return;
        }

        Line($"/// <{element}{attributes}>");
        foreach (var part in Wrapped(content))
        {
            Line("/// " + part);
        }

        Line($"/// </{element}>");
    }

    public override string ToString() => _text.ToString();

    private bool Fits(string line) => (_depth * 4) + line.Length <= Width;

    /// <summary>The lines of a text, broken at blanks; a word that is longer than a line has one of its own.</summary>
    private IEnumerable<string> Wrapped(string content)
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

            yield return content.Substring(start, end - start);
            start = end + 1;
        }

        yield return content.Substring(start);
    }
}
