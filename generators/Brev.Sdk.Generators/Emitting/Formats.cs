using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Names the emitted type that reads and writes a value.</summary>
internal static class Formats
{
    /// <summary>The format of a type, such as <c>ListFormat&lt;string, TextFormat&gt;</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="prefix">What the names of formats begin with where they are used.</param>
    public static string Of(TypeSpec type, string prefix) => prefix + type.Kind switch
    {
        TypeKind.Text => "TextFormat",
        TypeKind.Bytes => "BytesFormat",
        TypeKind.Model or TypeKind.Union => $"ModelFormat<{type.Name}>",
        TypeKind.OpenEnum => $"OpenEnumFormat<{type.Name}>",
        TypeKind.List => $"ListFormat<{type.ElementCSharp}, {OfElement(type.Element!, prefix)}>",
        TypeKind.Dictionary => $"MapFormat<{type.ElementCSharp}, {OfElement(type.Element!, prefix)}>",
        TypeKind.Value => OfValue(type, prefix),
        _ => "ElementFormat",
    };

    /// <summary>The names of the emitted types that a format is made of.</summary>
    public static IEnumerable<string> Parts(TypeSpec type) =>
        Of(type, "/").Split('/').Skip(1).Select(part => new string(part.TakeWhile(char.IsLetter).ToArray()));

    /// <summary>The format of what is in a list or a map, which can be null.</summary>
    public static string OfElement(TypeSpec element, string prefix) => element switch
    {
        { IsNullable: false } => Of(element, prefix),
        { IsValueType: true } => $"{prefix}NullableFormat<{element.CSharp}, {Of(element, prefix)}>",
        _ => $"{prefix}NullableReferenceFormat<{element.CSharp}, {Of(element, prefix)}>",
    };

    private static string OfValue(TypeSpec type, string prefix) =>
        type.Number == NumberForm.Text ? $"NumberTextFormat<{type.Name}, {prefix}{OfNumber(type)}>" : type.Wire switch
        {
            WireForm.GoDuration => "GoDurationFormat",
            WireForm.IsoDuration => "IsoDurationFormat",
            WireForm.ProtobufDuration => "ProtobufDurationFormat",
            WireForm.Nanoseconds => "NanosecondsFormat",
            _ => OfNumber(type),
        };

    private static string OfNumber(TypeSpec type) => type.Name switch
    {
        "bool" => "BooleanFormat",
        "global::System.DateOnly" => "DateFormat",
        "global::System.DateTimeOffset" => "TimeFormat",
        "global::System.Guid" => "GuidFormat",
        "float" or "double" or "decimal" => $"FractionFormat<{type.Name}>",
        _ => $"IntegerFormat<{type.Name}>",
    };
}
