using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Says what types are called in C#.</summary>
internal static class TypeNaming
{
    extension(TypeSpec type)
    {
        /// <summary>The type without a question mark of its own, as the files say it that stand in the namespace of the document.</summary>
        public string Local => Name(type, "");

        public string ElementLocal => Nullable(type.Element!, "");

        /// <summary>The type in a file that says this in front of the types of the document.</summary>
        public string Behind(string models) => Name(type, models);

        public string ElementBehind(string models) => Nullable(type.Element!, models);

        /// <summary>A collection with nothing in it, in such a file.</summary>
        public string Empty => type.Kind == TypeKind.List ? "[]" : $"ReadOnlyDictionary<string, {type.ElementLocal}>.Empty";
    }

    extension(BodySpec body)
    {
        /// <summary>The type that the caller gives.</summary>
        public string Behind(string models) => body.Form == BodyForm.JsonLines
            ? $"IAsyncEnumerable<{Nullable(body.Type, models)}>"
            : Name(body.Type, models);
    }

    /// <param name="type">The type.</param>
    /// <param name="models">What stands in front of types of the document.</param>
    private static string Name(TypeSpec type, string models) => type.Kind switch
    {
        TypeKind.Text => "string",
        TypeKind.Value => Scalar(type.Scalar),
        TypeKind.Bytes => "byte[]",
        TypeKind.Json => SourceFile.JsonAlias + "::JsonElement",
        TypeKind.Stream => "global::System.IO.Stream",
        TypeKind.File => SourceFile.Refit + "StreamPart",
        TypeKind.List => $"IReadOnlyList<{Nullable(type.Element!, models)}>",
        TypeKind.Dictionary => $"IReadOnlyDictionary<string, {Nullable(type.Element!, models)}>",
        _ => models + type.Name,
    };

    private static string Nullable(TypeSpec type, string models) => Name(type, models) + (type.IsNullable ? "?" : "");

    private static string Scalar(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => "bool",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.Single => "float",
        ScalarKind.Double => "double",
        ScalarKind.Decimal => "decimal",
        ScalarKind.Date => "global::System.DateOnly",
        ScalarKind.Time => "global::System.DateTimeOffset",
        ScalarKind.TimeSpan => "global::System.TimeSpan",
        ScalarKind.Guid => "global::System.Guid",
        _ => "long",
    };
}
