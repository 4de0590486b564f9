using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes what reads and writes a union: by its discriminator, else by the kind of the JSON value and the members it has.</summary>
internal static class UnionConverterEmitter
{
    private const string Kinds = "global::System.Text.Json.JsonValueKind";

    public static string Emit(string targetNamespace, UnionSpec union)
    {
        var type = $"global::{targetNamespace}.{union.Name}";
        var reader = $"global::{targetNamespace}.Serialization.UnionReader";
        var writer = SourceFile.Begin(targetNamespace + ".Serialization");
        SourceFile.Summary(writer, $"Reads and writes {union.Name}.");
        writer.Line(SourceFile.HiddenInEditors);
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public sealed class {union.Name}Converter : global::System.Text.Json.Serialization.JsonConverter<{type}>");
        EmitRead(writer, union, type, reader);
        EmitWrite(writer, union, type, reader);
        EmitObject(writer, union, type, reader);
        writer.Close();
        return writer.ToString();
    }

    private static void EmitRead(SourceWriter writer, UnionSpec union, string type, string reader)
    {
        writer.Line("/// <inheritdoc/>");
        writer.List(
            $"public override {type} Read(",
            ["ref global::System.Text.Json.Utf8JsonReader reader", "global::System.Type typeToConvert", "global::System.Text.Json.JsonSerializerOptions options"],
            ")");
        writer.Open();
        writer.Line("var value = global::System.Text.Json.JsonElement.ParseValue(ref reader);");
        if (union.Variants.Any(variant => variant.Form == JsonForm.Object))
        {
            writer.Open($"if (value.ValueKind == {Kinds}.Object)");
            writer.Line("return ReadObject(value, options);");
            writer.Close();
            writer.Line();
        }

        foreach (var variant in union.Variants.Where(variant => variant.Form != JsonForm.Object))
        {
            EmitAttempt(writer, variant, IsKind(variant.Form), reader);
        }

        writer.Line($"return new {type}(value);");
        writer.Close();
    }

    private static void EmitAttempt(SourceWriter writer, VariantSpec variant, string condition, string reader)
    {
        var name = Local(variant);
        writer.Broken($"if ({condition} && {reader}.TryRead<{variant.Type.CSharp}>(value, options, out var {name}))", $" && {reader}");
        writer.Open();
        writer.Line($"return new({name});");
        writer.Close();
        writer.Line();
    }

    private static string IsKind(JsonForm form) => form switch
    {
        JsonForm.Boolean => $"value.ValueKind is {Kinds}.True or {Kinds}.False",
        _ => $"value.ValueKind == {Kinds}.{form}",
    };

    private static void EmitWrite(SourceWriter writer, UnionSpec union, string type, string reader)
    {
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.List(
            "public override void Write(",
            ["global::System.Text.Json.Utf8JsonWriter writer", $"{type} value", "global::System.Text.Json.JsonSerializerOptions options"],
            ")");
        writer.Open();
        foreach (var variant in union.Variants)
        {
            writer.Open($"if (value.{variant.Name} is {{ }} {Local(variant)})");
            writer.Line($"{reader}.Write<{variant.Type.CSharp}>(writer, {Local(variant)}, options);");
            writer.Line("return;");
            writer.Close();
            writer.Line();
        }

        writer.Open($"if (value.Unknown is {{ ValueKind: not {Kinds}.Undefined }} unknown)");
        writer.Line("unknown.WriteTo(writer);");
        writer.Line("return;");
        writer.Close();
        writer.Line();
        writer.Line("writer.WriteNullValue();");
        writer.Close();
    }

    private static void EmitObject(SourceWriter writer, UnionSpec union, string type, string reader)
    {
        var variants = union.Variants.Where(variant => variant.Form == JsonForm.Object).ToArray();
        if (variants.Length == 0)
        {
            return;
        }

        writer.Separate();
        writer.Open($"private static {type} ReadObject(global::System.Text.Json.JsonElement value, global::System.Text.Json.JsonSerializerOptions options)");
        EmitDiscriminator(writer, union, variants, type, reader);
        foreach (var variant in variants)
        {
            var score = $"{reader}.Score(value, {Names(variant.Required)}, {Names(variant.Known)})";
            var agrees = variant.Constants
                .Select(constant => $"{reader}.Agrees(value, {Literals.Text(constant.JsonName)}, {Literals.Text(constant.Value)})")
                .ToArray();
            writer.Line($"var {Local(variant)}Score = {(agrees.Length > 0 ? $"{string.Join(" && ", agrees)} ? {score} : -1" : score)};");
        }

        EmitBest(writer, variants, reader);
        writer.Line($"return new {type}(value);");
        writer.Close();
    }

    private static void EmitDiscriminator(SourceWriter writer, UnionSpec union, VariantSpec[] variants, string type, string reader)
    {
        var mapped = variants.Where(variant => variant.DiscriminatorValues.Count > 0).ToArray();
        if (union.Discriminator.Length == 0 || mapped.Length == 0)
        {
            return;
        }

        writer.Open($"if ({reader}.Text(value, {Literals.Text(union.Discriminator)}) is {{ }} discriminator)");
        foreach (var variant in mapped)
        {
            EmitAttempt(writer, variant, $"discriminator is {string.Join(" or ", variant.DiscriminatorValues.Select(Literals.Text))}", reader);
        }

        writer.Line($"return new {type}(value);");
        writer.Close();
        writer.Line();
    }

    /// <summary>The form that knows most of the members; among equals the first.</summary>
    private static void EmitBest(SourceWriter writer, VariantSpec[] variants, string reader)
    {
        var scores = variants.Select(variant => Local(variant) + "Score").ToArray();
        writer.Line("var best = 0;");
        foreach (var score in scores)
        {
            writer.Line($"best = global::System.Math.Max(best, {score});");
        }

        writer.Line();
        foreach (var variant in variants)
        {
            var isMap = variant.Type.Kind == TypeKind.Dictionary;
            EmitAttempt(writer, variant with { Name = variant.Name + "Form" }, $"{Local(variant)}Score == best{(isMap || variants.Length == 1 ? "" : " && best > 0")}", reader);
        }
    }

    private static string Names(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(Literals.Text))}]";

    private static string Local(VariantSpec variant) => "as" + variant.Name;
}
