namespace Brev.Sdk.Generators.Specs;

/// <summary>A C# type as the emitters write it.</summary>
/// <param name="Kind">What the type is made of.</param>
/// <param name="Name">The type's full name with <c>global::</c>, without nullability; empty for a collection.</param>
/// <param name="Wire">How a time span travels.</param>
/// <param name="Number">How a number travels.</param>
/// <param name="Element">The element of a list or the value of a dictionary.</param>
/// <param name="IsNullable">
/// Whether the document allows null; of meaning for elements only, because optional properties are nullable anyway.
/// </param>
internal sealed record TypeSpec(
    TypeKind Kind,
    string Name,
    WireForm Wire = WireForm.Default,
    NumberForm Number = NumberForm.Plain,
    TypeSpec? Element = null,
    bool IsNullable = false)
{
    public bool IsCollection => Kind is TypeKind.List or TypeKind.Dictionary;

    public bool IsValueType => Kind is TypeKind.Value or TypeKind.OpenEnum or TypeKind.Json;

    /// <summary>Whether every culture and every formatter gives the value the same text as JSON does, quotes apart.</summary>
    public bool IsPlainText =>
        Kind is TypeKind.Text or TypeKind.OpenEnum
            || (Kind == TypeKind.Value && Wire == WireForm.Default && Name is "int" or "long" or "ulong" or "global::System.Guid");

    /// <summary>Whether it is always a text in JSON, whatever it is in C#.</summary>
    public bool IsJsonText => Kind switch
    {
        TypeKind.Text or TypeKind.Bytes => true,
        TypeKind.OpenEnum => Number == NumberForm.Plain,
        TypeKind.Value => Wire != WireForm.Nanoseconds && Name.StartsWith("global::", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The type in C#, without a question mark of its own.</summary>
    public string CSharp => Kind switch
    {
        TypeKind.List => $"global::System.Collections.Generic.IReadOnlyList<{ElementCSharp}>",
        TypeKind.Dictionary => $"global::System.Collections.Generic.IReadOnlyDictionary<string, {ElementCSharp}>",
        _ => Name,
    };

    public string ElementCSharp => Element!.CSharp + (Element.IsNullable ? "?" : "");
}
