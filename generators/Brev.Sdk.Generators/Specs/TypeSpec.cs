namespace Brev.Sdk.Generators.Specs;

/// <summary>A C# type as the emitters write it.</summary>
/// <param name="Kind">What the type is made of.</param>
/// <param name="Name">The type's full name with <c>global::</c>, without nullability; for a collection that of its element.</param>
/// <param name="Converter">The name of the support converter that reads and writes it on the wire; empty when System.Text.Json's own does.</param>
/// <param name="IsNumberAsString">Whether the number travels as a string.</param>
/// <param name="Element">The element of a list or the value of a dictionary.</param>
internal sealed record TypeSpec(TypeKind Kind, string Name, string Converter = "", NumberForm Number = NumberForm.Plain, TypeSpec? Element = null)
{
    public bool IsCollection => Kind is TypeKind.List or TypeKind.Dictionary;

    public bool IsValueType => Kind is TypeKind.Value or TypeKind.OpenEnum;

    /// <summary>The type in C#, without a question mark.</summary>
    public string CSharp => Kind switch
    {
        TypeKind.List => $"global::System.Collections.Generic.IReadOnlyList<{Element!.CSharp}>",
        TypeKind.Dictionary => $"global::System.Collections.Generic.IReadOnlyDictionary<string, {Element!.CSharp}>",
        _ => Name,
    };
}
