using System.Text;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes an open enumeration.</summary>
internal static class EnumEmitter
{
    public static string Emit(string targetNamespace, EnumSpec spec)
    {
        var writer = SourceFile.BeginJson(targetNamespace);
        SourceFile.Summary(writer, (spec.Description.Length > 0
            ? spec.Description
            : spec.SchemaName) + " Other values than the known ones can come and are kept.");
        writer.Line(
            $"[{SourceFile.JsonAlias}::Serialization.JsonConverter(typeof({SourceFile.SupportAlias}::OpenEnumConverter<{spec.Name}>))]");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public readonly partial record struct {spec.Name} : {SourceFile.SupportAlias}::IOpenEnum<{spec.Name}>");
        writer.Line("private readonly string? _value;");
        writer.Line("private readonly bool _isNumber;");
        writer.Line();
        writer.Line($"private {spec.Name}(string value, bool isNumber)");
        writer.Open();
        writer.Line("_value = value;");
        writer.Line("_isNumber = isNumber;");
        writer.Close();
        writer.Line();
        EmitCreation(writer, spec);
        foreach (var member in spec.Members)
        {
            writer.Separate();
            SourceFile.Summary(writer, member.Description, member.Value, member.Name);
            writer.Line($"public static {spec.Name} {member.Name} {{ get; }} = new({Literal(spec, member)});");
        }

        writer.Line();
        SourceFile.Summary(writer, spec.IsNumber
            ? "The value on the wire, in digits; zero for the default."
            : "The value on the wire; empty for the default.");
        writer.Line($"public string {spec.ValueName} => _value ?? \"{(spec.IsNumber ? "0" : "")}\";");
        writer.Line();
        EmitConversions(writer, spec);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(
            $"public bool Equals({spec.Name} other) => string.Equals({spec.ValueName}, other.{spec.ValueName}, global::System.StringComparison.Ordinal);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override int GetHashCode() => global::System.StringComparer.Ordinal.GetHashCode({spec.ValueName});");
        writer.Line();
        SourceFile.Summary(writer, "The value on the wire.");
        writer.Line($"public override string ToString() => {spec.ValueName};");
        writer.Line();
        EmitWire(writer, spec);
        writer.Close();
        return writer.Finish();
    }

    private static string Literal(EnumSpec spec, EnumMemberSpec member) => spec.IsNumber ? member.Value + "L" : Literals.Text(member.Value);

    private static void EmitCreation(SourceWriter writer, EnumSpec spec)
    {
        SourceFile.Summary(writer, "Creates a value, known or not.");
        if (!spec.IsNumber)
        {
            writer.Line($"public {spec.Name}(string value) => _value = value;");
            return;
        }

        writer.Line($"public {spec.Name}(long value)");
        writer.Indent(() => writer.Line(
            ": this(value.ToString(global::System.Globalization.CultureInfo.InvariantCulture), isNumber: true)"));
        writer.Open();
        writer.Close();
    }

    private static void EmitConversions(SourceWriter writer, EnumSpec spec)
    {
        SourceFile.Summary(writer, "Takes the value of the wire.");
        if (!spec.IsNumber)
        {
            writer.Line($"public static implicit operator {spec.Name}(string value) => new(value);");
            return;
        }

        writer.Line($"public static implicit operator {spec.Name}(long value) => new(value);");
        writer.Line();
        SourceFile.Summary(writer, "The value as a number.");
        writer.Documentation("exception", "The server sent a value that is no number.", " cref=\"global::System.FormatException\"");
        writer.Line($"public static explicit operator long({spec.Name} value) =>");
        writer.Indent(() => writer.Line($"long.Parse(value.{spec.ValueName}, global::System.Globalization.CultureInfo.InvariantCulture);"));
    }

    private static void EmitWire(SourceWriter writer, EnumSpec spec)
    {
        var contract = $"{SourceFile.SupportAlias}::IOpenEnum<{spec.Name}>";
        if (spec.ValueName != "Value")
        {
            writer.Line($"string {contract}.Value => {spec.ValueName};");
            writer.Line();
        }

        writer.Line($"bool {contract}.IsNumber => {(spec.IsNumber ? "_isNumber || _value is null" : "_isNumber")};");
        writer.Line();
        writer.Line($"static {spec.Name} {contract}.Create(string value, bool isNumber) => new(value, isNumber);");
        writer.Line();
        writer.Line($"static bool {contract}.TryFind(global::System.ReadOnlySpan<byte> text, out {spec.Name} value)");
        writer.Open();
        if (spec.IsNumber)
        {
            // A text that is a number stays a text.
            writer.Line("value = default;");
            writer.Line("return false;");
            writer.Close();
            return;
        }

        writer.Open("switch (text.Length)");
        foreach (var member in spec.Members)
        {
            writer.Line(
                $"case {Encoding.UTF8.GetByteCount(member.Value)} when global::System.MemoryExtensions.SequenceEqual(text, {Literals.Text(member.Value)}u8):");
            writer.Indent(() =>
            {
                writer.Line($"value = {member.Name};");
                writer.Line("return true;");
            });
        }

        writer.Line("default:");
        writer.Indent(() =>
        {
            writer.Line("value = default;");
            writer.Line("return false;");
        });
        writer.Close();
        writer.Close();
    }
}
