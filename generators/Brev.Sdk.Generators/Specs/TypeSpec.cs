namespace Brev.Sdk.Generators.Specs;

/// <summary>The type of a value. What it is called in C# is the emitter's affair.</summary>
/// <param name="Kind">What the type is made of.</param>
/// <param name="Scalar">What a plain value is; nothing for all other kinds.</param>
/// <param name="Wire">How a time span travels.</param>
/// <param name="Number">How a number travels.</param>
/// <param name="Element">The element of a list or the value of a dictionary.</param>
/// <param name="IsNullable">
/// Whether the document allows null; of meaning for elements only, because optional properties are nullable anyway.
/// </param>
internal sealed record TypeSpec(
    TypeKind Kind,
    ScalarKind Scalar = ScalarKind.None,
    WireForm Wire = WireForm.Default,
    NumberForm Number = NumberForm.Plain,
    TypeSpec? Element = null,
    bool IsNullable = false)
{
    /// <summary>The name of a model, a union or an enumeration; empty for all others.</summary>
    public string Name { get; init; } = "";

    public bool IsCollection => Kind is TypeKind.List or TypeKind.Dictionary;

    public bool IsValueType => Kind is TypeKind.Value or TypeKind.OpenEnum or TypeKind.Json;

    public bool IsInteger => Scalar is ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.UInt64;

    public bool IsFraction => Scalar is ScalarKind.Single or ScalarKind.Double or ScalarKind.Decimal;

    /// <summary>Whether a body of it needs a type that stands for it, because it has none of its own.</summary>
    public bool IsWrapped =>
        Kind is TypeKind.List or TypeKind.Dictionary or TypeKind.Value or TypeKind.Bytes or TypeKind.OpenEnum;

    /// <summary>Whether every culture and every formatter gives the value the same text as JSON does, quotes apart.</summary>
    public bool IsPlainText =>
        Kind is TypeKind.Text or TypeKind.OpenEnum || (Wire == WireForm.Default && (IsInteger || Scalar == ScalarKind.Guid));

    /// <summary>Whether it is always a text in JSON, whatever it is in C#.</summary>
    public bool IsJsonText => Kind switch
    {
        TypeKind.Text or TypeKind.Bytes => true,
        TypeKind.OpenEnum => Number == NumberForm.Plain,
        TypeKind.Value =>
            Wire != WireForm.Nanoseconds && Scalar is ScalarKind.Date or ScalarKind.Time or ScalarKind.TimeSpan or ScalarKind.Guid,
        _ => false,
    };

    /// <summary>What tells it from other types, however its values travel.</summary>
    public string Identity => Kind switch
    {
        TypeKind.List or TypeKind.Dictionary => $"{Kind}<{Element!.Identity}{(Element.IsNullable ? "?" : "")}>",
        TypeKind.Value => $"{Scalar}",
        _ => Name.Length > 0 ? Name : $"{Kind}",
    };
}
