using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the class that finds how a body of the document is read and written.</summary>
internal static class BodiesEmitter
{
    public const string TypeName = "BodyFormats";

    public static string Emit(string targetNamespace, BodiesSpec spec)
    {
        var named = spec.Types.Where(type => !type.IsCollection && type.Kind != TypeKind.Value).ToArray();
        var writer = SourceFile.Begin(targetNamespace + ".Serialization");
        SourceFile.Summary(
            writer,
            "Knows how the bodies of the document's operations are read and written. An application that reads them in no other way "
                + "carries no metadata of their types.");
        writer.Line(SourceFile.HiddenInEditors);
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public static class {TypeName}");
        SourceFile.Summary(writer, "The format of a type; none where no operation sends it or answers with it.");
        writer.Line("public static BodyFormat<T>? Find<T>() => Find(typeof(T)) as BodyFormat<T>;");
        writer.Line();
        EmitLookup(writer, named);
        writer.Line();
        EmitOthers(writer, spec.Types.Except(named));
        EmitFormats(writer, named);
        writer.Close();
        return writer.Finish();
    }

    private static void EmitLookup(SourceWriter writer, TypeSpec[] named)
    {
        writer.Line("private static object? Find(global::System.Type type) => type.Name switch");
        writer.Line("{");
        writer.Indent(() =>
        {
            foreach (var type in named)
            {
                writer.Line($"{Literals.Text(Name(type))} => {Method(type)}(),");
            }

            writer.Line("_ => Other(type),");
        });
        writer.Line("};");
    }

    private static void EmitOthers(SourceWriter writer, IEnumerable<TypeSpec> others)
    {
        writer.Open("private static object? Other(global::System.Type type)");
        var builtIn =
            new (string CSharp, string Format)[] { ("string", "TextFormat"), ("global::System.Text.Json.JsonElement", "ElementFormat") };
        foreach (var (type, format) in builtIn.Concat(others.Select(type => (type.CSharp, Formats.Of(type, "")))))
        {
            writer.Open($"if (type == typeof({type}))");
            writer.Line($"return new FormattedBody<{type}, {format}>();");
            writer.Close();
            writer.Line();
        }

        writer.Line("return null;");
        writer.Close();
    }

    private static void EmitFormats(SourceWriter writer, TypeSpec[] named)
    {
        for (var index = 0; index < named.Length; index++)
        {
            writer.Line();
            if (index == 0)
            {
                writer.Line("// Each has a method of its own, because the runtime loads all types of a method when it compiles it.");
            }

            var type = named[index];
            writer.Line($"private static object {Method(type)}() => new FormattedBody<{type.CSharp}, {Formats.Of(type, "")}>();");
        }
    }

    private static string Method(TypeSpec type) => "Of" + Name(type);

    private static string Name(TypeSpec type) => type.Name.Substring(type.Name.LastIndexOf('.') + 1);
}
