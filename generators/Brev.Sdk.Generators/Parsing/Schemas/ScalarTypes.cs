using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>The C# types of strings, numbers and booleans.</summary>
internal sealed class ScalarTypes(string targetNamespace)
{
    public static TypeSpec Json { get; } = new(TypeKind.Json, "global::System.Text.Json.JsonElement");

    public static TypeSpec Text { get; } = new(TypeKind.Text, "string");

    public static TypeSpec Stream { get; } = new(TypeKind.Stream, "global::System.IO.Stream");

    /// <summary>The type of a kind and a format; none when the kind is no scalar.</summary>
    public TypeSpec? Of(JsonSchemaType? kinds, string? format) => kinds switch
    {
        JsonSchemaType.String => OfText(format),
        JsonSchemaType.Integer => OfInteger(format),
        JsonSchemaType.Number or (JsonSchemaType.Number | JsonSchemaType.Integer) => Value(format == "decimal" ? "decimal" : format == "float" ? "float" : "double"),
        JsonSchemaType.Number | JsonSchemaType.String => Value(format == "decimal" ? "decimal" : "double", NumberForm.Either),
        JsonSchemaType.Integer | JsonSchemaType.String => Value(format == "int32" ? "int" : "long", NumberForm.Either),
        JsonSchemaType.Boolean => Value("bool"),
        _ => null,
    };

    /// <summary>Inside a collection no converter can be named: times read as System.Text.Json reads them, the rest stays text.</summary>
    public static TypeSpec AsElement(TypeSpec type) => type switch
    {
        { Converter.Length: 0 } => type,
        { Name: "global::System.DateTimeOffset" } => type with { Converter = "" },
        { Name: "global::System.TimeSpan" } when type.Converter.EndsWith(".NanosecondsConverter", StringComparison.Ordinal) => Value("long") with { IsNullable = type.IsNullable },
        _ => Text with { IsNullable = type.IsNullable },
    };

    private static TypeSpec Value(string name, NumberForm number = NumberForm.Plain) => new(TypeKind.Value, name, Number: number);

    private TypeSpec OfText(string? format) => format switch
    {
        "int64" => Value("long", NumberForm.Text),
        "uint64" => Value("ulong", NumberForm.Text),
        "decimal" => Value("decimal", NumberForm.Text),
        "date" => Value("global::System.DateOnly"),
        "date-time" => Converted("global::System.DateTimeOffset", "LenientDateTimeOffsetConverter"),
        "protobuf-duration" => Converted("global::System.TimeSpan", "ProtobufDurationConverter"),
        "go-duration" => Converted("global::System.TimeSpan", "GoDurationConverter"),
        "duration" => Converted("global::System.TimeSpan", "IsoDurationConverter"),
        "uuid" => Value("global::System.Guid"),
        "byte" => new TypeSpec(TypeKind.Bytes, "byte[]"),
        _ => Text,
    };

    private TypeSpec OfInteger(string? format) => format switch
    {
        "int32" => Value("int"),
        "uint64" => Value("ulong"),
        "nanoseconds" => Converted("global::System.TimeSpan", "NanosecondsConverter"),
        _ => Value("long"),
    };

    private TypeSpec Converted(string name, string converter) => new(TypeKind.Value, name, $"global::{targetNamespace}.Serialization.{converter}");
}
