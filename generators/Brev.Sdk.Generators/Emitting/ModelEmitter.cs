using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes a record.</summary>
internal static class ModelEmitter
{
    public static string Emit(string targetNamespace, ModelSpec model)
    {
        var writer = SourceFile.Begin(targetNamespace);
        SourceFile.Summary(writer, model.Description.Length > 0 ? model.Description : model.SchemaName);
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public sealed partial record {model.Name}");
        var first = true;
        foreach (var property in model.Properties)
        {
            Separate(writer, ref first);
            EmitProperty(writer, property);
        }

        if (model.KeepsUnknownMembers)
        {
            Separate(writer, ref first);
            SourceFile.Summary(writer, "Members that the document does not describe, kept as they came and written back.");
            writer.Line("[global::System.Text.Json.Serialization.JsonExtensionData]");
            writer.Line("public global::System.Collections.Generic.IDictionary<string, global::System.Text.Json.JsonElement>? AdditionalProperties { get; set; }");
        }

        if (model.Properties.Any(property => property.IsSecret) || model.KeepsUnknownMembers)
        {
            Separate(writer, ref first);
            EmitPrintMembers(writer, model);
        }

        writer.Close();
        return writer.ToString();
    }

    private static void Separate(SourceWriter writer, ref bool first)
    {
        if (!first)
        {
            writer.Line();
        }

        first = false;
    }

    private static void EmitProperty(SourceWriter writer, PropertySpec property)
    {
        SourceFile.Summary(writer, property.Description.Length > 0 ? property.Description : property.JsonName);
        writer.Line($"[global::System.Text.Json.Serialization.JsonPropertyName({Literals.Text(property.JsonName)})]");
        if (property.Type.Converter.Length > 0)
        {
            writer.Line($"[global::System.Text.Json.Serialization.JsonConverter(typeof({property.Type.Converter}))]");
        }

        var number = (property.Type.Element ?? property.Type).Number;
        if (number != NumberForm.Plain)
        {
            var write = number == NumberForm.Text ? " | global::System.Text.Json.Serialization.JsonNumberHandling.WriteAsString" : "";
            writer.Line($"[global::System.Text.Json.Serialization.JsonNumberHandling(global::System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString{write})]");
        }

        if (property.CoalescesNull)
        {
            var empty = property.Type.Kind == TypeKind.List ? "[]" : $"global::System.Collections.ObjectModel.ReadOnlyDictionary<string, {property.Type.Element!.CSharp}>.Empty";
            writer.Line($"public {property.Type.CSharp} {property.Name} {{ get; init => field = value ?? {empty}; }} = {empty};");
        }
        else
        {
            if (!property.IsRequired)
            {
                writer.Line("[global::System.Text.Json.Serialization.JsonIgnore(Condition = global::System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]");
            }

            writer.Line($"public {(property.IsRequired ? "required " : "")}{property.Type.CSharp}{(property.IsRequired ? "" : "?")} {property.Name} {{ get; init; }}");
        }
    }

    private static void EmitPrintMembers(SourceWriter writer, ModelSpec model)
    {
        writer.Line("// Secrets and members that nobody has described do not reach ToString().");
        writer.Open("private bool PrintMembers(global::System.Text.StringBuilder builder)");
        var separator = "";
        foreach (var property in model.Properties)
        {
            var value = property.IsSecret
                ? property.Type.IsCollection ? $"({property.Name} is {{ Count: > 0 }} ? \"***\" : \"\")" : $"({property.Name} is null ? \"\" : \"***\")"
                : property.Type.Kind == TypeKind.Text ? property.Name : $"(object?){property.Name}";
            writer.Line($"builder.Append({Literals.Text(separator + property.Name + " = ")}).Append({value});");
            separator = ", ";
        }

        writer.Line($"return {(model.Properties.Count > 0 ? "true" : "false")};");
        writer.Close();
    }
}
