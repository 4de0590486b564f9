using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the resolver that knows every type of the document.</summary>
internal static class ResolverEmitter
{
    public static string Emit(string targetNamespace, ResolverSpec spec)
    {
        var writer = SourceFile.BeginSupport(targetNamespace, "System", "System.Text.Json", "System.Text.Json.Serialization.Metadata");
        SourceFile.Summary(writer, "Knows how every type of the document is written and read, without reflection.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open("public sealed class ContractsResolver : IJsonTypeInfoResolver");
        SourceFile.Summary(writer, "A resolver for every use.");
        writer.Line("public static ContractsResolver Default { get; } = new();");
        writer.Line();
        SourceFile.Summary(
            writer,
            "Is told when an optional member of an answer cannot be read and counts as missing, and when a required one is missing: the "
                + "name of its type, and the member's own. Called for each one, on the thread that reads.");
        writer.Line("public Action<string, string>? UnreadableMember { get; init; }");
        writer.Line();
        EmitLookup(writer, spec);
        writer.Line();
        EmitOthers(writer, spec);
        writer.Line();
        EmitCreation(writer);
        writer.Close();
        return writer.Finish();
    }

    private static void EmitLookup(SourceWriter writer, ResolverSpec spec)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => type.Name switch");
        writer.Line("{");
        writer.Indent(() =>
        {
            foreach (var name in spec.Models)
            {
                writer.Line($"{Literals.Text(name)} => Model<{SourceFile.Models}{name}>(type, options),");
            }

            foreach (var name in spec.Bodies.Select(BodyTypes.Name).OrderBy(name => name, StringComparer.Ordinal))
            {
                writer.Line($"{Literals.Text(name)} => Model<{name}>(type, options),");
            }

            foreach (var name in spec.Enums)
            {
                writer.Line($"{Literals.Text(name)} => OpenEnum<{SourceFile.Models}{name}>(type, options),");
            }

            writer.Line("_ => Other(type, options),");
        });
        writer.Line("};");
    }

    private static void EmitOthers(SourceWriter writer, ResolverSpec spec)
    {
        writer.Open("private static JsonTypeInfo? Other(Type type, JsonSerializerOptions options)");
        var builtIn = new (string CSharp, string Format)[] { ("string", "TextFormat"), ("JsonElement", "ElementFormat") };
        var others = spec.Others
            .Select(type => (CSharp: type.Behind(SourceFile.Models), Format: Formats.Of(type, "", SourceFile.Models)))
            .OrderBy(type => type.CSharp, StringComparer.Ordinal);
        foreach (var (type, format) in builtIn.Concat(others))
        {
            writer.Open($"if (type == typeof({type}))");
            writer.Broken($"return Create<{type}, {format}>(options);", " " + format);
            writer.Close();
            writer.Line();
        }

        writer.Line("return null;");
        writer.Close();
    }

    private static void EmitCreation(SourceWriter writer)
    {
        const string Body = """
            // Types of other assemblies can have the same names.
            private static JsonTypeInfo? Model<T>(Type type, JsonSerializerOptions options)
                where T : class, IJsonModel<T> =>
                type == typeof(T) ? JsonMetadataServices.CreateValueInfo<T>(options, new JsonModelConverter<T>()) : Other(type, options);

            private static JsonTypeInfo? OpenEnum<T>(Type type, JsonSerializerOptions options)
                where T : struct, IOpenEnum<T> =>
                type == typeof(T) ? JsonMetadataServices.CreateValueInfo<T>(options, new OpenEnumConverter<T>()) : Other(type, options);

            private static JsonTypeInfo Create<T, TFormat>(JsonSerializerOptions options)
                where TFormat : struct, IJsonFormat<T> =>
                JsonMetadataServices.CreateValueInfo<T>(options, new JsonFormatConverter<T, TFormat>());
            """;
        foreach (var line in Body.Replace("\r", "").Split('\n'))
        {
            writer.Line(line);
        }
    }
}
