using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes a record.</summary>
internal static class ModelEmitter
{
    public static string Emit(string targetNamespace, ModelSpec model)
    {
        var isPrinted = model.Properties.Any(property => property.IsSecret) || model.UnknownMembers.Length > 0;
        var writer = SourceFile.BeginModel(targetNamespace, usesDeprecated: isPrinted
            && model.Properties.Any(property => property.IsDeprecated));
        SourceFile.Summary(writer, model.Description, model.SchemaName, model.Name);
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public sealed partial record {model.Name}");
        foreach (var property in model.Properties)
        {
            writer.Separate();
            EmitProperty(writer, property);
        }

        if (model.UnknownMembers.Length > 0)
        {
            writer.Separate();
            SourceFile.Summary(writer, "Members that the document does not describe, kept as they came and written back.");
            writer.Line($"[{SourceFile.JsonAlias}::Serialization.JsonExtensionData]");
            writer.Line(
                $"public global::System.Collections.Generic.IDictionary<string, {SourceFile.JsonAlias}::JsonElement>? {model.UnknownMembers} {{ get; set; }}");
        }

        if (isPrinted)
        {
            writer.Separate();
            EmitPrintMembers(writer, model);
        }

        writer.Close();
        return writer.Finish();
    }

    private static void EmitProperty(SourceWriter writer, PropertySpec property)
    {
        SourceFile.Summary(writer, property.Description, property.JsonName, property.Name);
        if (property.OmittedDefault is { } notSet)
        {
            writer.Documentation("remarks", notSet.Length > 0 ? $"{notSet} counts as not set." : property.Type.Scalar == ScalarKind.Boolean
                ? "False counts as not set."
                : property.Type.Kind == TypeKind.Value ? "Zero counts as not set." : "Empty counts as not set.");
        }

        if (property.SentDefault is { } always)
        {
            SentDefaultEmitter.EmitRemark(writer, always);
        }

        if (property.CanSendNull)
        {
            writer.Documentation("remarks", "Left out when it is not set, sent as `null` when it is set to null.");
        }

        if (property.IsDeprecated)
        {
            writer.Line(
                $"[global::System.Obsolete({Literals.Text(property.Description.Length > 0 ? property.Description : "The document marks it as deprecated.")})]");
        }

        writer.Line($"[{SourceFile.JsonAlias}::Serialization.JsonPropertyName({Literals.Text(property.JsonName)})]");
        if (property.CoalescesNull)
        {
            EmitCollection(writer, property);
            return;
        }

        if (property.SentDefault is { } sent)
        {
            SentDefaultEmitter.EmitProperty(writer, property, sent);
            return;
        }

        if (property.CanSendNull)
        {
            EmitNullable(writer, property);
            return;
        }

        if (property.OmittedDefault is { } omitted)
        {
            BackedProperty.Emit(writer, $"{property.Type.CSharp}?", property.Name, WithoutDefault(property.Type, omitted), initial: "");
            return;
        }

        writer.Line(
            $"public {(property.IsRequired ? "required " : "")}{property.Type.CSharp}{(property.IsRequired && !property.Type.IsNullable ? "" : "?")} {property.Name} {{ get; init; }}");
    }

    /// <summary>The name of the field that knows whether a property was set.</summary>
    public static string WasSet(PropertySpec property) => $"_is{property.Name}Set";

    private static void EmitNullable(SourceWriter writer, PropertySpec property)
    {
        var field = BackedProperty.FieldOf(property.Name);
        writer.Open($"public {property.Type.CSharp}? {property.Name}");
        writer.Line($"get => {field};");
        writer.Line($"init => ({field}, {WasSet(property)}) = (value, true);");
        writer.Close();
        writer.Line();
        writer.Line($"private readonly {property.Type.CSharp}? {field};");
        writer.Line($"private bool {WasSet(property)};");
    }

    /// <summary>The given value, or null when it is the default, which is how it is left out.</summary>
    private static string WithoutDefault(TypeSpec type, string omitted) => type switch
    {
        { IsCollection: true } or { Kind: TypeKind.Text } when omitted.Length == 0 =>
            $"value is {{ {(type.IsCollection ? "Count" : "Length")}: > 0 }} ? value : null",
        { Kind: TypeKind.Text } => $"value == {Literals.Text(omitted)} ? null : value",
        { Kind: TypeKind.OpenEnum } =>
            $"value?.{EnumSpec.ValueNameOf(type.Name)} == {Literals.Text(omitted)} ? null : value",
        { Scalar: ScalarKind.Boolean } => "value is true ? value : null",
        { Kind: TypeKind.Value } => $"value == default({type.CSharp}) ? null : value",
        _ => "value",
    };

    /// <summary>A collection that is never null, whatever the server sends.</summary>
    private static void EmitCollection(SourceWriter writer, PropertySpec property)
    {
        var empty = property.Type.Kind == TypeKind.List
            ? "[]"
            : $"global::System.Collections.ObjectModel.ReadOnlyDictionary<string, {property.Type.ElementCSharp}>.Empty";
        BackedProperty.Emit(writer, property.Type.CSharp, property.Name, $"value ?? {empty}", empty);
    }

    private static void EmitPrintMembers(SourceWriter writer, ModelSpec model)
    {
        writer.Line("// Secrets and members that the document does not describe do not reach ToString().");
        writer.Open("private bool PrintMembers(global::System.Text.StringBuilder builder)");
        var separator = "";
        foreach (var property in model.Properties)
        {
            writer.Line($"builder.Append({Literals.Text(separator + property.Name + " = ")}).Append({Printed(property)});");
            separator = ", ";
        }

        writer.Line($"return {(model.Properties.Count > 0 ? "true" : "false")};");
        writer.Close();
    }

    private static string Printed(PropertySpec property) => property switch
    {
        { IsSecret: true, Type.IsCollection: true } => $"{property.Name} is {{ Count: > 0 }} ? \"***\" : \"\"",
        { IsSecret: true, IsRequired: true, Type.IsValueType: true } => "\"***\"",
        { IsSecret: true } => $"{property.Name} is null ? \"\" : \"***\"",
        { Type.Kind: TypeKind.Text } => property.Name,
        _ => $"(object?){property.Name}",
    };
}
