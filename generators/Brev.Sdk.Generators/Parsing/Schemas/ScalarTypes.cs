using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>The C# types of strings, numbers and booleans.</summary>
internal static class ScalarTypes
{
    public static TypeSpec Json { get; } = new(TypeKind.Json, "global::System.Text.Json.JsonElement");

    public static TypeSpec Text { get; } = new(TypeKind.Text, "string");

    public static TypeSpec Stream { get; } = new(TypeKind.Stream, "global::System.IO.Stream");

    /// <summary>
    /// The type of a kind and a format; none when the kind is no scalar. A number that is a text as well is one number in two spellings
    /// where its format is one of texts; otherwise the two are two forms, because a text need not be a number.
    /// </summary>
    public static TypeSpec? Of(JsonSchemaType? kinds, string? format) => kinds switch
    {
        JsonSchemaType.String => OfText(format),
        JsonSchemaType.Integer => OfInteger(format),
        JsonSchemaType.Number or (JsonSchemaType.Number | JsonSchemaType.Integer) => OfNumber(format),
        JsonSchemaType.Number | JsonSchemaType.String when format == "decimal" => Value("decimal", NumberForm.Either),
        JsonSchemaType.Integer | JsonSchemaType.String or (JsonSchemaType.Number | JsonSchemaType.String)
            when format is "int64" or "uint64" => Value(format == "int64" ? "long" : "ulong", NumberForm.Either),
        JsonSchemaType.Boolean => Value("bool"),
        _ => null,
    };

    /// <summary>Inside a collection a time span stays what it is on the wire.</summary>
    public static TypeSpec AsElement(TypeSpec type) => type switch
    {
        { Wire: WireForm.Default } => type,
        { Wire: WireForm.Nanoseconds } => Value("long") with { IsNullable = type.IsNullable },
        _ => Text with { IsNullable = type.IsNullable },
    };

    private static TypeSpec Value(string name, NumberForm number = NumberForm.Plain) => new(TypeKind.Value, name, Number: number);

    private static TypeSpec OfText(string? format) => format switch
    {
        "int64" => Value("long", NumberForm.Text),
        "uint64" => Value("ulong", NumberForm.Text),
        "decimal" => Value("decimal", NumberForm.Text),
        "date" => Value("global::System.DateOnly"),
        "date-time" => Value("global::System.DateTimeOffset"),
        "protobuf-duration" => Span(WireForm.ProtobufDuration),
        "go-duration" => Span(WireForm.GoDuration),
        "duration" => Span(WireForm.IsoDuration),
        "uuid" => Value("global::System.Guid"),
        "byte" => new TypeSpec(TypeKind.Bytes, "byte[]"),
        _ => Text,
    };

    /// <summary>A number is whole where its format is one of whole numbers, which a fraction would round from 2^53 on.</summary>
    private static TypeSpec OfNumber(string? format) => format switch
    {
        "decimal" or "float" => Value(format),
        "int8" or "int16" or "int32" or "int64" or "uint8" or "uint16" or "uint32" or "uint64" or "double-int" => OfInteger(format),
        _ => Value("double"),
    };

    private static TypeSpec OfInteger(string? format) => format switch
    {
        "int32" => Value("int"),
        "uint64" => Value("ulong"),
        "nanoseconds" => Span(WireForm.Nanoseconds),
        _ => Value("long"),
    };

    private static TypeSpec Span(WireForm form) => new(TypeKind.Value, "global::System.TimeSpan", form);
}
