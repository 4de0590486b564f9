using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Begins every generated file the same way.</summary>
internal static class SourceFile
{
    public const string GeneratedCode = "[global::System.CodeDom.Compiler.GeneratedCode(\"Brev.Sdk.Generators\", \"1.0\")]";

    public const string HiddenInEditors =
        "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";

    /// <summary>
    /// What stands for System.Text.Json in emitted code. Behind <c>::</c> only an alias is looked for, so that no type of the document can
    /// take its place.
    /// </summary>
    public const string JsonAlias = "SystemJson";

    /// <summary>What stands for the namespace of the types that emitted code shares.</summary>
    public const string SupportAlias = "WireFormat";

    /// <summary>What stands for the namespace of a client, in whose file it is.</summary>
    public const string ApiAlias = "Api";

    /// <summary>What stands for System.Threading.</summary>
    public const string ThreadingAlias = "Threading";

    /// <summary>What stands for System.Net.Http.</summary>
    public const string HttpAlias = "Http";

    /// <summary>The same namespace where only types can stand: no type of the document is called so.</summary>
    public const string Support = "Serialization";

    /// <summary>What stands in front of the types of the document in a file of another namespace.</summary>
    public const string Models = "Models::";

    /// <summary>What stands in front of the types of Refit.</summary>
    public const string Refit = "Refit::";

    /// <summary>Begins a file whose text says all names in full, or uses what it needs itself.</summary>
    public static SourceWriter Begin(string targetNamespace) => new(new SourceHead(targetNamespace, null));

    /// <summary>Begins a file that has what it uses at its head.</summary>
    /// <param name="targetNamespace">The namespace of everything in the file.</param>
    /// <param name="documentNamespace">The namespace of the document.</param>
    /// <param name="usesDeprecated">Whether the code in it uses what it marks as deprecated, which is no affair of who compiles it.</param>
    public static SourceWriter Begin(string targetNamespace, string documentNamespace, bool usesDeprecated = false) =>
        new(new SourceHead(targetNamespace, documentNamespace) { UsesDeprecated = usesDeprecated });

    /// <summary>Begins a file that stands among the types that emitted code shares, and names types of the document.</summary>
    public static SourceWriter BeginSupport(string documentNamespace, params string[] usings) =>
        new(new SourceHead($"{documentNamespace}.{Support}", documentNamespace, usings));

    /// <summary>What stands in front of the types of the document in a client, whose class can have types of its own.</summary>
    public static string ModelsOf(ClientTarget client, string documentNamespace) =>
        client.Namespace == documentNamespace ? ApiAlias + "::" : Models;

    /// <summary>The method with which a type reads itself.</summary>
    public static void ReadSignature(SourceWriter writer, string name) => writer.List(
        $"static {name} {SupportAlias}::IJsonModel<{name}>.Read(",
        [$"ref {JsonAlias}::Utf8JsonReader reader", $"{SupportAlias}::JsonReading reading"],
        ")");

    /// <summary>The method with which a type writes itself.</summary>
    public static void WriteSignature(SourceWriter writer, string name) => writer.List(
        $"static void {SupportAlias}::IJsonModel<{name}>.Write(",
        [$"{JsonAlias}::Utf8JsonWriter writer", $"{name} value"],
        ")");

    /// <summary>The first text that says something becomes the summary.</summary>
    public static void Summary(SourceWriter writer, params string[] candidates)
    {
        foreach (var candidate in candidates)
        {
            if (Literals.HasDocumentation(candidate))
            {
                writer.Documentation("summary", candidate);
                return;
            }
        }
    }
}
