using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Names the emitted type that reads and writes a value.</summary>
internal static class Formats
{
    /// <summary>The format of a type, such as <c>ListFormat&lt;string, TextFormat&gt;</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="prefix">What the names of formats begin with where they are used.</param>
    /// <param name="models">What stands in front of types of the document.</param>
    public static string Of(TypeSpec type, string prefix, string models = "") => type.Kind switch
    {
        TypeKind.Model or TypeKind.Union or TypeKind.OpenEnum => $"{prefix}{Name(type)}<{type.Behind(models)}>",
        TypeKind.List or TypeKind.Dictionary =>
            $"{prefix}{Name(type)}<{type.ElementBehind(models)}, {OfElement(type.Element!, prefix, models)}>",
        TypeKind.Value when type.Number == NumberForm.Text => $"{prefix}{Name(type)}<{type.Local}, {prefix}{OfNumber(type)}>",
        TypeKind.Value when type.Wire == WireForm.Default => prefix + OfNumber(type),
        _ => prefix + Name(type),
    };

    /// <summary>Adds the names of the emitted types that a format is made of.</summary>
    public static void AddParts(TypeSpec type, ISet<string> names)
    {
        for (var part = type; part is not null; part = part.Element)
        {
            names.Add(Name(part));
            if (part is { Kind: TypeKind.Value, Number: NumberForm.Text })
            {
                names.Add(NameOfNumber(part));
            }

            if (part.Element is { IsNullable: true } element)
            {
                names.Add(element.IsValueType ? "NullableFormat" : "NullableReferenceFormat");
            }
        }
    }

    /// <summary>The format of what is in a list or a map, which can be null.</summary>
    public static string OfElement(TypeSpec element, string prefix, string models = "") => element switch
    {
        { IsNullable: false } => Of(element, prefix, models),
        { IsValueType: true } => $"{prefix}NullableFormat<{element.Behind(models)}, {Of(element, prefix, models)}>",
        _ => $"{prefix}NullableReferenceFormat<{element.Behind(models)}, {Of(element, prefix, models)}>",
    };

    /// <summary>The name of the emitted type alone.</summary>
    private static string Name(TypeSpec type) => type.Kind switch
    {
        TypeKind.Text => "TextFormat",
        TypeKind.Bytes => "BytesFormat",
        TypeKind.Model or TypeKind.Union => "ModelFormat",
        TypeKind.OpenEnum => "OpenEnumFormat",
        TypeKind.List => "ListFormat",
        TypeKind.Dictionary => "MapFormat",
        TypeKind.Value => NameOfValue(type),
        _ => "ElementFormat",
    };

    private static string NameOfValue(TypeSpec type) => type.Number == NumberForm.Text ? "NumberTextFormat" : type.Wire switch
    {
        WireForm.GoDuration => "GoDurationFormat",
        WireForm.IsoDuration => "IsoDurationFormat",
        WireForm.ProtobufDuration => "ProtobufDurationFormat",
        WireForm.Nanoseconds => "NanosecondsFormat",
        _ => NameOfNumber(type),
    };

    private static string NameOfNumber(TypeSpec type) => type.Scalar switch
    {
        ScalarKind.Boolean => "BooleanFormat",
        ScalarKind.Date => "DateFormat",
        ScalarKind.Time => "TimeFormat",
        ScalarKind.Guid => "GuidFormat",
        _ => type.IsFraction ? "FractionFormat" : "IntegerFormat",
    };

    private static string OfNumber(TypeSpec type) =>
        NameOfNumber(type) is var name && name is "FractionFormat" or "IntegerFormat" ? $"{name}<{type.Local}>" : name;
}
