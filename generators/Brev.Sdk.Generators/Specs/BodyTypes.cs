using System.Text;

namespace Brev.Sdk.Generators.Specs;

/// <summary>
/// Names the emitted types that stand for JSON bodies without a type of their own: lists, maps and plain values. What reads such a body
/// finds its format by the C# type, and one C# type can have several formats; so each format has a type.
/// </summary>
internal static class BodyTypes
{
    public static bool IsNeeded(TypeSpec type) =>
        type.Kind is TypeKind.List or TypeKind.Dictionary or TypeKind.Value or TypeKind.Bytes or TypeKind.OpenEnum;

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

        var isNamed = type.Kind is TypeKind.Model or TypeKind.Union or TypeKind.OpenEnum;
        name.Append(isNamed ? "_" : "Value_").Append(type.Name.Substring(type.Name.LastIndexOf('.') + 1).TrimEnd('[', ']'));
        return (isNamed || type.Wire == WireForm.Default ? name : name.Append(type.Wire))
            .Append(isNamed || type.Number == NumberForm.Plain ? "" : type.Number.ToString()).ToString();
    }
}
