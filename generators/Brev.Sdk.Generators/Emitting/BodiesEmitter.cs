using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the class that finds how a body of the document is read and written.</summary>
internal static class BodiesEmitter
{
    public const string TypeName = "BodyFormats";

    public static string Emit(string targetNamespace, BodiesSpec spec)
    {
        var wrapped = spec.Wrapped.OrderBy(BodyTypes.Name, StringComparer.Ordinal).ToArray();
        var bodies = spec.Named
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (type.Name, type.Behind(SourceFile.Models)))
            .Concat(wrapped.Select(type => (BodyTypes.Name(type), BodyTypes.Name(type)))).ToArray();
        var writer = SourceFile.BeginSupport(targetNamespace, "System.Text.Json");
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
        EmitLookup(writer, bodies);
        writer.Line();
        EmitOthers(writer);
        EmitFormats(writer, bodies);
        writer.Close();
        foreach (var type in wrapped)
        {
            EmitWrapper(writer, type);
        }

        return writer.Finish();
    }

    private static void EmitLookup(SourceWriter writer, (string Name, string CSharp)[] bodies)
    {
        writer.Line("private static object? Find(global::System.Type type) => type.Name switch");
        writer.Line("{");
        writer.Indent(() =>
        {
            foreach (var (name, _) in bodies)
            {
                writer.Line($"{Literals.Text(name)} => Of{name}(),");
            }

            writer.Line("_ => Other(type),");
        });
        writer.Line("};");
    }

    private static void EmitOthers(SourceWriter writer)
    {
        writer.Open("private static object? Other(global::System.Type type)");
        var builtIn = new (string CSharp, string Format)[] { ("string", "TextFormat"), ("JsonElement", "ElementFormat") };
        foreach (var (type, format) in builtIn)
        {
            writer.Open($"if (type == typeof({type}))");
            writer.Line($"return new FormattedBody<{type}, {format}>();");
            writer.Close();
            writer.Line();
        }

        writer.Line("return null;");
        writer.Close();
    }

    private static void EmitFormats(SourceWriter writer, (string Name, string CSharp)[] bodies)
    {
        if (bodies.Length == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("private static object Model<T>()");
        writer.Indent(() =>
        {
            writer.Line("where T : class, IJsonModel<T> =>");
            writer.Line("new FormattedBody<T, ModelFormat<T>>();");
        });
        writer.Line();
        writer.Line("// Each has a method of its own, because the runtime loads all types of a method when it compiles it.");
        foreach (var (name, type) in bodies)
        {
            writer.Line($"private static object Of{name}() => Model<{type}>();");
        }
    }

    private static void EmitWrapper(SourceWriter writer, TypeSpec type)
    {
        var (name, format) = (BodyTypes.Name(type), Formats.Of(type, "", SourceFile.Models));
        writer.Line();
        SourceFile.Summary(writer, "An answer that is no object, read as the document says whatever the serializer is told.");
        writer.Line(SourceFile.HiddenInEditors);
        writer.Line(SourceFile.GeneratedCode);
        writer.Line($"[global::System.Text.Json.Serialization.JsonConverter(typeof(JsonModelConverter<{name}>))]");
        writer.Open($"public sealed class {name} : IJsonModel<{name}>");
        writer.Line($"private {name}({type.Behind(SourceFile.Models)} value) => Value = value;");
        writer.Line();
        SourceFile.Summary(writer, "The answer.");
        writer.Line($"public {type.Behind(SourceFile.Models)} Value {{ get; }}");
        writer.Line();
        writer.List($"static {name} IJsonModel<{name}>.Read(", ["ref Utf8JsonReader reader", "JsonReading reading"], ") =>");
        writer.Indent(() => writer.Broken(
            $"new(FormattedBody<{type.Behind(SourceFile.Models)}, {format}>.ReadValue(ref reader, reading));", " " + format));
        writer.Line();
        writer.Line($"static void IJsonModel<{name}>.Write(Utf8JsonWriter writer, {name} value) =>");
        writer.Indent(() => writer.Line($"{format}.Write(writer, value.Value);"));
        writer.Close();
    }
}
