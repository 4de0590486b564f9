using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Says what types are called in C#.</summary>
internal static class TypeNaming
{
    extension(TypeSpec type)
    {
        /// <summary>The type without a question mark of its own, as any file can say it.</summary>
        public string CSharp => Name(type, null);

        public string ElementCSharp => Nullable(type.Element!, null);

        /// <summary>
        /// The type as the files of models say it, which stand in the namespace of the document and use collections. No type of the
        /// document takes the name of a collection, for none has type parameters.
        /// </summary>
        public string Local => Name(type, "");

        public string ElementLocal => Nullable(type.Element!, "");

        /// <summary>The type in a file that uses collections and says this in front of the types of the document.</summary>
        public string Behind(string? models) => Name(type, models);

        public string ElementBehind(string? models) => Nullable(type.Element!, models);

        /// <summary>A collection with nothing in it, in such a file.</summary>
        public string Empty => type.Kind == TypeKind.List ? "[]" : $"ReadOnlyDictionary<string, {type.ElementLocal}>.Empty";
    }

    extension(BodySpec body)
    {
        /// <summary>The type that the caller gives.</summary>
        public string CSharp => body.Form == BodyForm.JsonLines
            ? $"{SourceFile.Collections}.IAsyncEnumerable<{Nullable(body.Type, null)}>"
            : body.Type.CSharp;
    }

    /// <param name="type">The type.</param>
    /// <param name="models">What stands in front of types of the document, where collections are used; none where all names are full.</param>
    private static string Name(TypeSpec type, string? models) => type.Kind switch
    {
        TypeKind.Text => "string",
        TypeKind.Value => Scalar(type.Scalar),
        TypeKind.Bytes => "byte[]",
        TypeKind.Json => "global::System.Text.Json.JsonElement",
        TypeKind.Stream => "global::System.IO.Stream",
        TypeKind.File => "global::Refit.StreamPart",
        TypeKind.List => $"{(models is null ? SourceFile.Collections + "." : "")}IReadOnlyList<{Nullable(type.Element!, models)}>",
        TypeKind.Dictionary => $"{(models is null ? SourceFile.Collections + "." : "")}IReadOnlyDictionary<string, {Nullable(type.Element!, models)}>",
        _ => (models ?? $"global::{type.Namespace}.") + type.Name,
    };

    private static string Nullable(TypeSpec type, string? models) => Name(type, models) + (type.IsNullable ? "?" : "");

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
