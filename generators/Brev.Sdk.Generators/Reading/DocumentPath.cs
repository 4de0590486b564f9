using System.Text;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>The place in the document that is being read.</summary>
internal sealed class DocumentPath
{
    private readonly StringBuilder _pointer = new();
    private readonly Stack<int> _ends = new();

    public string Pointer => _pointer.ToString();

    public string Below(string name) => Diagnostics.Pointer.Child(Pointer, name);

    public void Enter(string step)
    {
        _ends.Push(_pointer.Length);
        _pointer.Append('/').Append(Diagnostics.Pointer.Escaped(step));
    }

    public void Leave() => _pointer.Length = _ends.Pop();

    /// <summary>Goes on at another place.</summary>
    public void Restart(string pointer)
    {
        _ends.Clear();
        _pointer.Clear().Append(pointer);
    }
}
