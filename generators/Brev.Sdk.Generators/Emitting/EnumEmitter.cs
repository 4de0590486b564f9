using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>
/// Writes an open enumeration: its known values, and what turns a value of the wire into one. The rest is the same for all.
/// </summary>
internal static class EnumEmitter
{
    private const string Value = SourceFile.Support + ".OpenEnumValue";

    public static string Emit(string targetNamespace, EnumSpec spec)
    {
        var contract = $"{SourceFile.Support}.IOpenEnum<{spec.Name}>";
        var writer = SourceFile.Begin(targetNamespace);
        SourceFile.Summary(writer, (spec.Description.Length > 0
            ? spec.Description
            : spec.SchemaName) + " Other values than the known ones can come and are kept.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Line(
            $"[global::System.Text.Json.Serialization.JsonConverter(typeof({SourceFile.Support}.OpenEnumConverter<{spec.Name}>))]");
        writer.Open($"public readonly partial record struct {spec.Name} : {contract}");
        writer.Line($"private readonly {Value} _value;");
        writer.Line();
        writer.Line($"private {spec.Name}({Value} value) => _value = value;");
        writer.Line();
        SourceFile.Summary(writer, "Creates a value, known or not.");
        writer.Line($"public {spec.Name}({(spec.IsNumber ? "long" : "string")} value) => _value = new(value);");
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
        writer.Line($"public string {spec.ValueName} => _value.{(spec.IsNumber ? "OrZero." : "")}Text;");
        writer.Line();
        EmitConversions(writer, spec);
        if (spec.IsNumber)
        {
            EmitEquality(writer, spec);
        }

        writer.Line();
        SourceFile.Summary(writer, "The value on the wire.");
        writer.Line($"public override string ToString() => {spec.ValueName};");
        EmitWire(writer, spec, contract);
        writer.Close();
        return writer.Finish();
    }

    private static string Literal(EnumSpec spec, EnumMemberSpec member) => spec.IsNumber ? member.Value + "L" : Literals.Text(member.Value);

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

    /// <summary>The default is zero, which no other value than that of the wire tells from a value that is set.</summary>
    private static void EmitEquality(SourceWriter writer, EnumSpec spec)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public bool Equals({spec.Name} other) => _value.OrZero.Equals(other._value.OrZero);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override int GetHashCode() => _value.OrZero.GetHashCode();");
    }

    private static void EmitWire(SourceWriter writer, EnumSpec spec, string contract)
    {
        writer.Line();
        writer.Line($"{Value} {contract}.Wire => _value{(spec.IsNumber ? ".OrZero" : "")};");
        writer.Line();
        writer.Broken($"static {spec.Name} {contract}.Create({Value} value) => new(value);", " => ");
        if (!spec.IsNumber)
        {
            // A text that is a number stays a text, so that a number has no known texts.
            writer.Line();
            var members = spec.Members.Select(member => member.Name).ToArray();
            writer.Filled($"static {spec.Name}[] {contract}.Known {{ get; }} = [", members, "];");
        }
    }
}
