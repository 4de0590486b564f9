using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>The types of strings, numbers and booleans.</summary>
internal static class ScalarTypes
{
    public static TypeSpec Json { get; } = new(TypeKind.Json);

    public static TypeSpec Text { get; } = new(TypeKind.Text);

    public static TypeSpec Stream { get; } = new(TypeKind.Stream);

    /// <summary>
    /// The type of a kind and a format; none when the kind is no scalar. A number that is a text as well is one number in two spellings
    /// where its format is one of texts; otherwise the two are two forms, because a text need not be a number.
    /// </summary>
    public static TypeSpec? Of(JsonSchemaType? kinds, string? format) => kinds switch
    {
        JsonSchemaType.String => OfText(format),
        JsonSchemaType.Integer => OfInteger(format),
        JsonSchemaType.Number or (JsonSchemaType.Number | JsonSchemaType.Integer) => OfNumber(format),
        JsonSchemaType.Number | JsonSchemaType.String when format == "decimal" => Value(ScalarKind.Decimal, NumberForm.Either),
        JsonSchemaType.Integer | JsonSchemaType.String or (JsonSchemaType.Number | JsonSchemaType.String)
            when format is "int64" or "uint64" => Value(format == "int64" ? ScalarKind.Int64 : ScalarKind.UInt64, NumberForm.Either),
        JsonSchemaType.Boolean => Value(ScalarKind.Boolean),
        _ => null,
    };

    /// <summary>Inside a collection a time span stays what it is on the wire.</summary>
    public static TypeSpec AsElement(TypeSpec type) => type switch
    {
        { Wire: WireForm.Default } => type,
        { Wire: WireForm.Nanoseconds } => Value(ScalarKind.Int64) with { IsNullable = type.IsNullable },
        _ => Text with { IsNullable = type.IsNullable },
    };

    private static TypeSpec Value(ScalarKind kind, NumberForm number = NumberForm.Plain) => new(TypeKind.Value, kind, Number: number);

    private static TypeSpec OfText(string? format) => format switch
    {
        "int64" => Value(ScalarKind.Int64, NumberForm.Text),
        "uint64" => Value(ScalarKind.UInt64, NumberForm.Text),
        "decimal" => Value(ScalarKind.Decimal, NumberForm.Text),
        "date" => Value(ScalarKind.Date),
        "date-time" => Value(ScalarKind.Time),
        "protobuf-duration" => Span(WireForm.ProtobufDuration),
        "go-duration" => Span(WireForm.GoDuration),
        "duration" => Span(WireForm.IsoDuration),
        "uuid" => Value(ScalarKind.Guid),
        "byte" => new TypeSpec(TypeKind.Bytes),
        _ => Text,
    };

    /// <summary>A number is whole where its format is one of whole numbers, which a fraction would round from 2^53 on.</summary>
    private static TypeSpec OfNumber(string? format) => format switch
    {
        "decimal" => Value(ScalarKind.Decimal),
        "float" => Value(ScalarKind.Single),
        "int8" or "int16" or "int32" or "int64" or "uint8" or "uint16" or "uint32" or "uint64" or "double-int" => OfInteger(format),
        _ => Value(ScalarKind.Double),
    };

    private static TypeSpec OfInteger(string? format) => format switch
    {
        "int32" => Value(ScalarKind.Int32),
        "uint64" => Value(ScalarKind.UInt64),
        "nanoseconds" => Span(WireForm.Nanoseconds),
        _ => Value(ScalarKind.Int64),
    };

    private static TypeSpec Span(WireForm form) => new(TypeKind.Value, ScalarKind.TimeSpan, form);
}
