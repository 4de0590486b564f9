using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Says what types are called in C#.</summary>
internal static class TypeNaming
{
    extension(TypeSpec type)
    {
        /// <summary>The type without a question mark of its own, as any file can say it.</summary>
        public string CSharp => Name(type, isLocal: false);

        public string ElementCSharp => Nullable(type.Element!, isLocal: false);

        /// <summary>
        /// The type as the files of models say it, which stand in the namespace of the document and use collections. No type of the
        /// document takes the name of a collection, for none has type parameters.
        /// </summary>
        public string Local => Name(type, isLocal: true);

        public string ElementLocal => Nullable(type.Element!, isLocal: true);

        /// <summary>A collection with nothing in it, in such a file.</summary>
        public string Empty => type.Kind == TypeKind.List ? "[]" : $"ReadOnlyDictionary<string, {type.ElementLocal}>.Empty";
    }

    extension(BodySpec body)
    {
        /// <summary>The type that the caller gives.</summary>
        public string CSharp => body.Form == BodyForm.JsonLines
            ? $"{SourceFile.Collections}.IAsyncEnumerable<{Nullable(body.Type, isLocal: false)}>"
            : body.Type.CSharp;
    }

    private static string Name(TypeSpec type, bool isLocal) => type.Kind switch
    {
        TypeKind.Text => "string",
        TypeKind.Value => Scalar(type.Scalar),
        TypeKind.Bytes => "byte[]",
        TypeKind.Json => "global::System.Text.Json.JsonElement",
        TypeKind.Stream => "global::System.IO.Stream",
        TypeKind.File => "global::Refit.StreamPart",
        TypeKind.List => $"{Collection(isLocal)}IReadOnlyList<{Nullable(type.Element!, isLocal)}>",
        TypeKind.Dictionary => $"{Collection(isLocal)}IReadOnlyDictionary<string, {Nullable(type.Element!, isLocal)}>",
        _ when isLocal => type.Name,
        _ => $"global::{type.Namespace}.{type.Name}",
    };

    private static string Nullable(TypeSpec type, bool isLocal) => Name(type, isLocal) + (type.IsNullable ? "?" : "");

    private static string Collection(bool isLocal) => isLocal ? "" : SourceFile.Collections + ".";

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
