using Brev.Sdk.Generators.Emitting.Support;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes a record.</summary>
internal static class ModelEmitter
{
    private const string Printed = SourceFile.SupportAlias + "::" + PrintedSource.TypeName;

    public static string Emit(string targetNamespace, ModelSpec model)
    {
        var isOpen = IsOpen(model);
        var isPrinted = IsPrinted(model);
        var usesDeprecated = isPrinted && model.Properties.Any(property => property.IsDeprecated);
        var writer = SourceFile.Begin(targetNamespace, targetNamespace, usesDeprecated);
        SourceFile.Summary(writer, model.Description, model.SchemaName, model.Name);
        writer.Open($"public sealed partial record {model.Name}{(isOpen ? $" : {SourceFile.Support}.{OpenRecordSource.TypeName}" : "")}");
        foreach (var property in model.Properties)
        {
            writer.Separate();
            EmitProperty(writer, property);
        }

        if (model.UnknownMembers.Length > 0 && !isOpen)
        {
            writer.Separate();
            SourceFile.Summary(writer, "Members that the document does not describe, kept as they came and written back.");
            writer.Line(
                $"public IDictionary<string, {SourceFile.JsonAlias}::JsonElement>? {model.UnknownMembers} {{ get; set; }}");
        }

        if (isPrinted)
        {
            writer.Separate();
            EmitPrintMembers(writer, model, isOpen);
        }

        writer.Close();
        return writer.Finish();
    }

    /// <summary>Whether the members that the document does not describe are kept where all models keep them.</summary>
    public static bool IsOpen(ModelSpec model) => model.UnknownMembers == OpenRecordSource.Unknown;

    /// <summary>Whether the text of a record would show more than it should.</summary>
    public static bool IsPrinted(ModelSpec model) =>
        model.Properties.Any(property => property.IsSecret) || (model.UnknownMembers.Length > 0 && !IsOpen(model));

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
            writer.Text(
                "[global::System.Obsolete(",
                property.Description.Length > 0 ? property.Description : "The document marks it as deprecated.",
                ")]");
        }

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
            BackedProperty.Emit(writer, $"{property.Type.Local}?", property.Name, WithoutDefault(property.Type, omitted), initial: "");
            return;
        }

        writer.Line(
            $"public {(property.IsRequired ? "required " : "")}{property.Type.Local}"
                + $"{(property.IsRequired && !property.Type.IsNullable ? "" : "?")} {property.Name} {{ get; init; }}");
    }

    /// <summary>The name of the field that knows whether a property was set.</summary>
    public static string WasSet(PropertySpec property) => $"_is{property.Name}Set";

    private static void EmitNullable(SourceWriter writer, PropertySpec property)
    {
        var field = BackedProperty.FieldOf(property.Name);
        writer.Open($"public {property.Type.Local}? {property.Name}");
        writer.Line($"get => {field};");
        writer.Line($"init => ({field}, {WasSet(property)}) = (value, true);");
        writer.Close();
        writer.Line($"private readonly {property.Type.Local}? {field};");
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
        { Kind: TypeKind.Value } => $"value == default({type.Local}) ? null : value",
        _ => "value",
    };

    /// <summary>A collection that is never null, whatever the server sends.</summary>
    private static void EmitCollection(SourceWriter writer, PropertySpec property) =>
        BackedProperty.Emit(writer, property.Type.Local, property.Name, $"value ?? {property.Type.Empty}", property.Type.Empty);

    private static void EmitPrintMembers(SourceWriter writer, ModelSpec model, bool isOpen)
    {
        SourceFile.Summary(writer, "Secrets and members that the document does not describe do not reach `ToString()`.");
        writer.Filled(
            $"{(isOpen ? "protected override" : "private")} bool PrintMembers(global::System.Text.StringBuilder builder) => "
                + $"{Printed}.Members(",
            ["builder", .. model.Properties.Select(property =>
                $"({Literals.Text(property.Name)}, {(property.IsSecret ? $"{Printed}.Secret({property.Name})" : property.Name)})")],
            ");");
    }
}
