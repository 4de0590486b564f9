using System.Text;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the code with which a record reads and writes itself.</summary>
internal static class ModelJsonEmitter
{
    private const string Support = SourceFile.SupportAlias + "::";

    private static readonly string[] Parameters = ["reader", "reading", "members", "writer", "value"];

    private const string Model = "model";

    public static string Emit(string targetNamespace, ModelSpec model)
    {
        var writer = SourceFile.Begin(
            targetNamespace, targetNamespace, usesDeprecated: model.Properties.Any(property => property.IsDeprecated));
        writer.Line(SourceFile.GeneratedCode);
        writer.Line($"[{SourceFile.JsonAlias}::Serialization.JsonConverter(typeof({Support}JsonModelConverter<{model.Name}>))]");
        writer.Open($"partial record {model.Name} : {Support}IJsonModel<{model.Name}>");
        EmitRead(writer, model);
        writer.Separate();
        EmitWrite(writer, model);
        writer.Close();
        return writer.Finish();
    }

    private static void EmitRead(SourceWriter writer, ModelSpec model)
    {
        var locals = Locals(model);
        SourceFile.ReadSignature(writer, model.Name);
        writer.Open();
        foreach (var property in model.Properties)
        {
            writer.Line($"{property.Type.Local}? {locals[property.Name]} = {InitialValue(property)};");
            if (KeepsPresence(property))
            {
                writer.Line($"var {Presence(property)} = false;");
            }
        }

        var keepsUnknown = model.UnknownMembers.Length > 0 ? "true" : "false";
        writer.Line(
            $"var members = new {Support}JsonMembers(ref reader, {Literals.Text(model.Name)}, reading, keepsUnknown: {keepsUnknown});");
        writer.Open("while (members.Next(ref reader))");
        EmitSwitch(writer, model, locals);
        writer.Close();
        writer.Line();
        EmitResult(writer, model, locals);
        writer.Close();
    }

    private static void EmitSwitch(SourceWriter writer, ModelSpec model, Dictionary<string, string> locals)
    {
        if (model.Properties.Count == 0)
        {
            writer.Line("members.ReadUnknown(ref reader);");
            return;
        }

        writer.Open("switch (members.Length)");
        foreach (var property in model.Properties)
        {
            writer.Line($"case {Encoding.UTF8.GetByteCount(property.JsonName)} when members.Is({Literals.Text(property.JsonName)}u8):");
            writer.Indent(() =>
            {
                if (property.Absence != Absence.Allowed)
                {
                    writer.Line(NeedsPresence(property) ? $"{Presence(property)} = members.Require();" : "members.Require();");
                }
                else if (property.CanSendNull)
                {
                    writer.Line($"{Presence(property)} = true;");
                }
                else if (property.IsOfPages)
                {
                    writer.Line("members.Require();");
                }

                writer.Filled($"members.{ReadCall(property.Type)}(", ["ref reader", $"out {locals[property.Name]}"], ");");
                writer.Line("break;");
            });
        }

        writer.Line("default:");
        writer.Indent(() =>
        {
            writer.Line("members.ReadUnknown(ref reader);");
            writer.Line("break;");
        });
        writer.Close();
    }

    private static void EmitResult(SourceWriter writer, ModelSpec model, Dictionary<string, string> locals)
    {
        foreach (var property in model.Properties.Where(NeedsPresence))
        {
            writer.Open($"if (!{Presence(property)})");
            writer.Line(property.Absence == Absence.Told
                ? $"members.Miss({Literals.Text(property.JsonName)});"
                : $"throw members.Missing({Literals.Text(property.JsonName)});");
            writer.Close();
            writer.Line();
        }

        var patched = model.Properties.Where(property => property.CanSendNull).ToArray();
        writer.Line(patched.Length > 0 ? $"var {Model} = new {model.Name}" : $"return new {model.Name}");
        writer.Line("{");
        writer.Indent(() =>
        {
            foreach (var property in model.Properties)
            {
                writer.Line($"{property.Name} = {Given(property, locals[property.Name])},");
            }

            if (model.UnknownMembers.Length > 0)
            {
                writer.Line($"{model.UnknownMembers} = members.Unknown,");
            }
        });
        writer.Line("};");
        foreach (var property in patched)
        {
            writer.Line($"{Model}.{ModelEmitter.WasSet(property)} = {Presence(property)};");
        }

        if (patched.Length > 0)
        {
            writer.Line($"return {Model};");
        }
    }

    private static void EmitWrite(SourceWriter writer, ModelSpec model)
    {
        SourceFile.WriteSignature(writer, model.Name);
        writer.Open();
        var unknown = model.UnknownMembers.Length > 0 ? $", value.{model.UnknownMembers}" : "";
        writer.Line($"var members = new {Support}MemberWriter(writer{unknown});");
        foreach (var property in model.Properties)
        {
            EmitMember(writer, property);
        }

        writer.Line("members.End();");
        writer.Close();
    }

    private static void EmitMember(SourceWriter writer, PropertySpec property)
    {
        var name = Literals.Text(property.JsonName) + "u8";
        var always = property.IsRequired || property.SentDefault is not null ? ", isAlwaysWritten: true"
            : property.CanSendNull ? $", isAlwaysWritten: value.{ModelEmitter.WasSet(property)}"
            : "";
        writer.Filled($"members.{WriteCall(property)}(", [name, $"value.{property.Name}{always}"], ");");
    }

    private static string WriteCall(PropertySpec property) => property.Type switch
    {
        { Kind: TypeKind.Text } => "WriteText",
        { Kind: TypeKind.OpenEnum } when !IsPlainRequired(property) => "WriteEnum",
        { Kind: TypeKind.Model or TypeKind.Union } => "WriteModel",
        { Kind: TypeKind.List } type => $"WriteList<{Element(type)}>",
        { Kind: TypeKind.Dictionary } type => $"WriteMap<{Element(type)}>",
        { IsValueType: true } type => $"WriteValue<{type.Local}, {Formats.Of(type, Support)}>",
        { } type => $"Write<{type.Local}, {Formats.Of(type, Support)}>",
    };

    private static string Element(TypeSpec type) => $"{type.ElementLocal}, {Formats.OfElement(type.Element!, Support)}";

    private static string ReadCall(TypeSpec type) => type switch
    {
        { Kind: TypeKind.Text } => "ReadText",
        { Kind: TypeKind.Json } => "ReadElement",
        { Kind: TypeKind.OpenEnum } => "ReadEnum",
        { Kind: TypeKind.Model or TypeKind.Union } => "ReadModel",
        { Kind: TypeKind.List } => $"ReadList<{Element(type)}>",
        { Kind: TypeKind.Dictionary } => $"ReadMap<{Element(type)}>",
        { Scalar: ScalarKind.Boolean } => "ReadBoolean",
        { IsInteger: true } => "ReadInteger",
        { IsFraction: true } => "ReadFraction",
        { Scalar: ScalarKind.Time } => "ReadTime",
        { Scalar: ScalarKind.TimeSpan } => $"ReadTimeSpan<{Formats.Of(type, Support)}>",
        { IsValueType: true } => $"ReadValue<{type.Local}, {Formats.Of(type, Support)}>",
        _ => $"ReadNested<{type.Local}, {Formats.Of(type, Support)}>",
    };

    /// <summary>A value that cannot be null is missing when it is null; otherwise whether the member was there has to be kept.</summary>
    private static bool NeedsPresence(PropertySpec property) => property.Absence != Absence.Allowed && !IsPlainRequired(property);

    private static bool KeepsPresence(PropertySpec property) => NeedsPresence(property) || property.CanSendNull;

    private static bool IsPlainRequired(PropertySpec property) =>
        property is { IsRequired: true, Type: { IsValueType: true, IsNullable: false } };

    private static string Presence(PropertySpec property) => "has" + property.Name;

    private static string Given(PropertySpec property, string local) => property switch
    {
        { IsRequired: true } when IsPlainRequired(property) => property.Absence switch
        {
            Absence.Refused => $"{local} ?? throw members.Missing({Literals.Text(property.JsonName)})",
            Absence.Told => $"{local} ?? members.Miss<{property.Type.Local}>({Literals.Text(property.JsonName)})",
            _ => $"{local} ?? default",
        },
        { IsRequired: true, Type: { Kind: TypeKind.List, IsNullable: false } } => local + " ?? []",
        { IsRequired: true, Type: { Kind: TypeKind.Dictionary, IsNullable: false } type } => $"{local} ?? {type.Empty}",
        { IsRequired: true, Type: { IsValueType: false, IsNullable: false } } or { CoalescesNull: true } => local + "!",
        _ => local,
    };

    /// <summary>
    /// What a property holds when the member is missing. Null, unless null itself can be sent and something else is the default.
    /// </summary>
    private static string InitialValue(PropertySpec property) =>
        property is { SentDefault: { } sent, Type.IsNullable: true } ? SentDefaultEmitter.Value(property.Type, sent) : "null";

    /// <summary>The names of the variables, by those of the properties.</summary>
    private static Dictionary<string, string> Locals(ModelSpec model)
    {
        var taken = new HashSet<string>(Parameters.Concat(model.Properties.Where(KeepsPresence).Select(Presence))
            .Concat(model.Properties.Any(property => property.CanSendNull) ? [Model] : []), StringComparer.Ordinal);
        var locals = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in model.Properties)
        {
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1);
            while (!taken.Add(name))
            {
                name += "Value";
            }

            locals.Add(property.Name, Naming.Escaped(name));
        }

        return locals;
    }
}
