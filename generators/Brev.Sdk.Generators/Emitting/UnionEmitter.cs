using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes a value that has one of several forms, one property each; what has none of them is kept as it came.</summary>
internal static class UnionEmitter
{
    private const string Json = SourceFile.JsonAlias + "::JsonElement";

    public static string Emit(string targetNamespace, UnionSpec union)
    {
        var writer = SourceFile.Begin(targetNamespace, targetNamespace);
        SourceFile.Summary(writer, union.Description, union.SchemaName, union.Name);
        writer.Documentation("remarks", "Exactly one of its properties has a value.");
        writer.Open($"public sealed partial record {union.Name}");
        foreach (var variant in union.Variants)
        {
            EmitForm(writer, union, variant.Name, variant.Type.Local, "The value in this form.");
            if (variant.Type.Kind != TypeKind.List && variant.Type.Kind != TypeKind.Dictionary)
            {
                EmitConversion(writer, union, variant);
            }
        }

        EmitForm(writer, union, union.Unknown, Json, "The value as it came, when it has none of the described forms.");
        EmitPrintMembers(writer, union);
        writer.Close();
        return writer.Finish();
    }

    private static void EmitForm(SourceWriter writer, UnionSpec union, string name, string type, string summary)
    {
        writer.Separate();
        SourceFile.Summary(writer, $"Creates it in the form `{name}`.");
        writer.Line($"public {union.Name}({type} value) => {name} = value;");
        writer.Line();
        SourceFile.Summary(writer, summary);
        writer.Line($"public {type}? {name} {{ get; }}");
    }

    private static void EmitConversion(SourceWriter writer, UnionSpec union, VariantSpec variant)
    {
        writer.Line();
        SourceFile.Summary(writer, $"Creates it in the form `{variant.Name}`.");
        writer.Line($"public static implicit operator {union.Name}({variant.Type.Local} value) => new(value);");
    }

    private static void EmitPrintMembers(SourceWriter writer, UnionSpec union)
    {
        writer.Separate();
        writer.Line("// What the document does not describe does not reach ToString().");
        writer.Open("private bool PrintMembers(global::System.Text.StringBuilder builder)");
        foreach (var variant in union.Variants)
        {
            writer.Open($"if ({variant.Name} is not null)");
            writer.Line($"builder.Append({Literals.Text(variant.Name + " = ")}).Append({variant.Name});");
            writer.Close();
            writer.Line();
        }

        writer.Line("return true;");
        writer.Close();
    }
}
