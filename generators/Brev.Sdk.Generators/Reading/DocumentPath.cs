using Brev.Sdk.Generators.Parsing;

namespace Brev.Sdk.Generators.Reading;

/// <summary>The place in the document that is being read.</summary>
internal sealed class DocumentPath
{
    private readonly List<string> _steps = [];
    private string _origin = "";

    public string Pointer => _steps.Aggregate(_origin, Parsing.Pointer.Child);

    public string Below(string name) => Parsing.Pointer.Child(Pointer, name);

    public void Enter(string step) => _steps.Add(step);

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>Goes on at another place.</summary>
    public void Restart(string pointer)
    {
        _steps.Clear();
        _origin = pointer;
    }
}
