using System.Text;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>
/// Names the emitted types that stand for JSON bodies without a type of their own: lists, maps and plain values. What reads such a body
/// finds its format by the C# type, and one C# type can have several formats; so each format has a type.
/// </summary>
internal static class BodyTypes
{
    /// <summary>
    /// What it is made of, an underscore, and the name of what is inside: as no word in front of the first underscore comes from the
    /// document, no two formats have one name.
    /// </summary>
    public static string Name(TypeSpec type)
    {
        var name = new StringBuilder("Body");
        while (type.Element is { } element)
        {
            name.Append(type.Kind).Append(element.IsNullable ? "OfNullable" : "");
            type = element;
        }

        if (type.Name.Length > 0)
        {
            return name.Append('_').Append(type.Name).ToString();
        }

        name.Append("Value_").Append(type.Local.Substring(type.Local.LastIndexOfAny(['.', ':']) + 1).TrimEnd('[', ']'))
            .Append(type.Wire == WireForm.Default ? "" : type.Wire.ToString());
        return name.Append(type.Number == NumberForm.Plain ? "" : type.Number.ToString()).ToString();
    }
}
