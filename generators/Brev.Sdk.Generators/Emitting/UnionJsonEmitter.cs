using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>
/// Writes the code with which a union reads and writes itself: by its discriminator, else by the kind of the JSON value and the members it
/// has.
/// </summary>
internal static class UnionJsonEmitter
{
    private const string Support = SourceFile.SupportAlias + "::";

    private const string Tokens = SourceFile.JsonAlias + "::JsonTokenType";

    public static string Emit(string targetNamespace, UnionSpec union)
    {
        var writer = SourceFile.Begin(targetNamespace, targetNamespace);
        writer.Line(SourceFile.GeneratedCode);
        writer.Line($"[{SourceFile.JsonAlias}::Serialization.JsonConverter(typeof({Support}JsonModelConverter<{union.Name}>))]");
        writer.Open($"partial record {union.Name} : {Support}IJsonModel<{union.Name}>");
        EmitRead(writer, union);
        EmitWrite(writer, union);
        writer.Close();
        return writer.Finish();
    }

    private static void EmitRead(SourceWriter writer, UnionSpec union)
    {
        SourceFile.ReadSignature(writer, union.Name);
        writer.Open();
        var kinds = union.Variants.ToLookup(variant => variant.Form);
        foreach (var variant in union.Variants.Where(variant => variant.Form != JsonForm.Object))
        {
            // Of what is one token there is nothing that could fit in part.
            var isGuess = variant.Form == JsonForm.Array && kinds[variant.Form].Count() > 1;
            EmitAttempt(writer, variant, IsKind(variant), Value(variant), isGuess);
        }

        var objects = kinds[JsonForm.Object].ToArray();
        if (objects.Length > 0)
        {
            EmitObject(writer, union, objects);
        }

        EmitUnknown(writer);
        writer.Close();
    }

    private static void EmitUnknown(SourceWriter writer) =>
        writer.Line($"return new({SourceFile.JsonAlias}::JsonElement.ParseValue(ref reader));");

    /// <summary>A form that is guessed has to fit exactly; one that is named, or that has no rival, is read as outside of unions.</summary>
    private static void EmitAttempt(SourceWriter writer, VariantSpec variant, string condition, string name, bool isGuess)
    {
        var attempt = $"{Support}UnionForm.{(isGuess ? "TryGuess" : "TryRead")}<{variant.Type.Local}, {Formats.Of(variant.Type, Support)}>"
            + $"(ref reader, reading, out var {name})";
        writer.Broken($"if ({(condition.Length > 0 ? condition + " && " : "")}{attempt})", " && " + Support);
        writer.Open();
        writer.Line($"return new({name});");
        writer.Close();
        writer.Line();
    }

    private static string IsKind(VariantSpec variant) => variant.Form switch
    {
        JsonForm.Number when variant.Type is { Kind: TypeKind.Value, Number: NumberForm.Either } =>
            $"reader.TokenType is {Tokens}.Number or {Tokens}.String",
        JsonForm.Boolean => $"reader.TokenType is {Tokens}.True or {Tokens}.False",
        JsonForm.Array => $"reader.TokenType == {Tokens}.StartArray",
        _ => $"reader.TokenType == {Tokens}.{variant.Form}",
    };

    private static void EmitWrite(SourceWriter writer, UnionSpec union)
    {
        writer.Separate();
        SourceFile.WriteSignature(writer, union.Name);
        writer.Open();
        foreach (var variant in union.Variants)
        {
            writer.Open($"if (value.{variant.Name} is {{ }} {Value(variant)})");
            writer.Line($"{Formats.Of(variant.Type, Support)}.Write(writer, {Value(variant)});");
            writer.Line("return;");
            writer.Close();
            writer.Line();
        }

        writer.Open($"if (value.{union.Unknown} is {{ ValueKind: not {SourceFile.JsonAlias}::JsonValueKind.Undefined }} unknown)");
        writer.Line("unknown.WriteTo(writer);");
        writer.Line("return;");
        writer.Close();
        writer.Line();
        writer.Line("writer.WriteNullValue();");
        writer.Close();
    }

    private static void EmitObject(SourceWriter writer, UnionSpec union, VariantSpec[] variants)
    {
        writer.Open($"if (reader.TokenType != {Tokens}.StartObject)");
        EmitUnknown(writer);
        writer.Close();
        writer.Line();
        EmitDiscriminator(writer, union, variants);
        var guessed = variants.Where(variant => variants.Length > 1 && variant.Known.Count + variant.Required.Count > 0).ToArray();
        EmitBest(writer, guessed);
        foreach (var variant in variants.Where(variant => variant.IsAnyObject || variants.Length == 1))
        {
            EmitAttempt(writer, variant, variant.IsAnyObject ? "" : Agrees(variant), Last(variant), isGuess: false);
        }
    }

    private static string Agrees(VariantSpec variant) => string.Join(" && ", variant.Constants.Select(constant =>
        $"{Support}UnionForm.Agrees(reader, {Literals.Text(constant.JsonName)}, {Literals.Text(constant.Value)})"));

    private static void EmitDiscriminator(SourceWriter writer, UnionSpec union, VariantSpec[] variants)
    {
        var mapped = variants.Where(variant => variant.DiscriminatorValues.Count > 0).ToArray();
        if (union.Discriminator.Length == 0 || mapped.Length == 0)
        {
            return;
        }

        writer.Open($"if ({Support}UnionForm.Text(reader, {Literals.Text(union.Discriminator)}) is {{ }} discriminator)");
        foreach (var variant in mapped)
        {
            EmitAttempt(
                writer,
                variant,
                $"discriminator is {string.Join(" or ", variant.DiscriminatorValues.Select(Literals.Text))}",
                Value(variant),
                isGuess: false);
        }

        EmitUnknown(writer);
        writer.Close();
        writer.Line();
    }

    /// <summary>The form that knows most of the members; among equals the first.</summary>
    private static void EmitBest(SourceWriter writer, VariantSpec[] variants)
    {
        if (variants.Length == 0)
        {
            return;
        }

        foreach (var variant in variants)
        {
            var score = $"{Support}UnionForm.Score(reader, {Names(variant.Required)}, {Names(variant.Known)})";
            writer.Line($"var {Score(variant)} = {(Agrees(variant) is { Length: > 0 } agrees ? $"{agrees} ? {score} : -1" : score)};");
        }

        writer.Line("var best = 0;");
        foreach (var variant in variants)
        {
            writer.Line($"best = global::System.Math.Max(best, {Score(variant)});");
        }

        writer.Line();
        foreach (var variant in variants)
        {
            EmitAttempt(writer, variant, $"{Score(variant)} == best && best > 0", Best(variant), isGuess: true);
        }
    }

    private static string Names(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(Literals.Text))}]";

    // No name of a form makes one of these out of another, for they begin differently.
    private static string Value(VariantSpec variant) => "as" + variant.Name;

    private static string Best(VariantSpec variant) => "bestAs" + variant.Name;

    private static string Last(VariantSpec variant) => "lastAs" + variant.Name;

    private static string Score(VariantSpec variant) => "scoreOf" + variant.Name;
}
