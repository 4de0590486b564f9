using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Says what types are called in C#.</summary>
internal static class TypeNaming
{
    private const string Collections = "global::System.Collections.Generic.";

    extension(TypeSpec type)
    {
        /// <summary>The type without a question mark of its own.</summary>
        public string CSharp => type.Kind switch
        {
            TypeKind.Text => "string",
            TypeKind.Value => Scalar(type.Scalar),
            TypeKind.Bytes => "byte[]",
            TypeKind.Json => "global::System.Text.Json.JsonElement",
            TypeKind.Stream => "global::System.IO.Stream",
            TypeKind.File => "global::Refit.StreamPart",
            TypeKind.List => $"{Collections}IReadOnlyList<{type.ElementCSharp}>",
            TypeKind.Dictionary => $"{Collections}IReadOnlyDictionary<string, {type.ElementCSharp}>",
            _ => $"global::{type.Namespace}.{type.Name}",
        };

        public string ElementCSharp => type.Element!.Nullable;

        private string Nullable => type.CSharp + (type.IsNullable ? "?" : "");
    }

    extension(BodySpec body)
    {
        /// <summary>The type that the caller gives.</summary>
        public string CSharp =>
            body.Form == BodyForm.JsonLines ? $"{Collections}IAsyncEnumerable<{body.Type.Nullable}>" : body.Type.CSharp;
    }

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
