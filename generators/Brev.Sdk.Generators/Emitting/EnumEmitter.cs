using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes an open enumeration.</summary>
internal static class EnumEmitter
{
    public static string Emit(string targetNamespace, EnumSpec spec)
    {
        var writer = SourceFile.Begin(targetNamespace);
        SourceFile.Summary(writer, (spec.Description.Length > 0 ? spec.Description : spec.SchemaName) + " Other values than the known ones can come and are kept.");
        writer.Line($"[global::System.Text.Json.Serialization.JsonConverter(typeof(global::{targetNamespace}.Serialization.{spec.Name}Converter))]");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public readonly partial record struct {spec.Name}");
        writer.Line("private readonly string? _value;");
        writer.Line();
        writer.Line($"private {spec.Name}(string value, bool isNumber)");
        writer.Open();
        writer.Line("_value = value;");
        writer.Line("IsNumber = isNumber;");
        writer.Close();
        writer.Line();
        SourceFile.Summary(writer, "Creates a value, known or not.");
        writer.Line($"public {spec.Name}(string value) => _value = value;");
        foreach (var member in spec.Members)
        {
            writer.Separate();
            SourceFile.Summary(writer, member.Description, member.Value, member.Name);
            writer.Line($"public static {spec.Name} {member.Name} {{ get; }} = new({Literals.Text(member.Value)});");
        }

        writer.Line();
        SourceFile.Summary(writer, "The value on the wire; empty for the default.");
        writer.Line("public string Value => _value ?? \"\";");
        writer.Line();
        writer.Line("// Some servers write a value that they have no name for as a number, and want it back as one.");
        writer.Line("internal bool IsNumber { get; }");
        writer.Line();
        writer.Line($"internal static {spec.Name} FromNumber(string digits) => new(digits, isNumber: true);");
        writer.Line();
        SourceFile.Summary(writer, "Takes the value of the wire.");
        writer.Line($"public static implicit operator {spec.Name}(string value) => new(value);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public bool Equals({spec.Name} other) => string.Equals(Value, other.Value, global::System.StringComparison.Ordinal);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override int GetHashCode() => global::System.StringComparer.Ordinal.GetHashCode(Value);");
        writer.Line();
        SourceFile.Summary(writer, "The value on the wire.");
        writer.Line("public override string ToString() => Value;");
        writer.Close();
        return writer.ToString();
    }

    public static string EmitConverter(string targetNamespace, string name)
    {
        var writer = SourceFile.Begin(targetNamespace + ".Serialization");
        SourceFile.Summary(writer, $"Reads and writes {name}.");
        writer.Line(SourceFile.HiddenInEditors);
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public sealed class {name}Converter : global::System.Text.Json.Serialization.JsonConverter<global::{targetNamespace}.{name}>");
        writer.Line("/// <inheritdoc/>");
        writer.List(
            $"public override global::{targetNamespace}.{name} Read(",
            ["ref global::System.Text.Json.Utf8JsonReader reader", "global::System.Type typeToConvert", "global::System.Text.Json.JsonSerializerOptions options"],
            ") =>");
        writer.Indent(() =>
        {
            writer.Line("reader.TokenType == global::System.Text.Json.JsonTokenType.Number");
            writer.Indent(() =>
            {
                writer.Line($"? global::{targetNamespace}.{name}.FromNumber(global::System.Text.Json.JsonElement.ParseValue(ref reader).GetRawText())");
                writer.Line(": new(reader.GetString() ?? \"\");");
            });
        });
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.List(
            "public override void Write(",
            ["global::System.Text.Json.Utf8JsonWriter writer", $"global::{targetNamespace}.{name} value", "global::System.Text.Json.JsonSerializerOptions options"],
            ")");
        writer.Open();
        writer.Open("if (value.IsNumber)");
        writer.Line("writer.WriteRawValue(value.Value);");
        writer.Line("return;");
        writer.Close();
        writer.Line();
        writer.Line("writer.WriteStringValue(value.Value);");
        writer.Close();
        writer.Close();
        return writer.ToString();
    }
}
