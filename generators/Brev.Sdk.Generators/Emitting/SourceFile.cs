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

    /// <summary>What stands in front of the types of the document among those that emitted code shares.</summary>
    public const string Models = "Models::";

    public const string Collections = "global::System.Collections.Generic";

    /// <param name="targetNamespace">The namespace of everything in the file.</param>
    /// <param name="usesDeprecated">Whether the code in it uses what it marks as deprecated, which is no affair of who compiles it.</param>
    public static SourceWriter Begin(string targetNamespace, bool usesDeprecated = false) =>
        Begin(targetNamespace, usesDeprecated, [], []);

    /// <summary>Begins the file of a type of the document.</summary>
    public static SourceWriter BeginModel(string targetNamespace, IEnumerable<TypeSpec> types, bool usesDeprecated, bool usesSupport) =>
        Begin(targetNamespace, usesDeprecated, usesSupport ? [Alias(targetNamespace)] : [], Usings(types));

    /// <summary>Begins a file that reads or writes JSON.</summary>
    public static SourceWriter BeginJson(string targetNamespace, IEnumerable<TypeSpec> types, bool usesDeprecated = false) =>
        Begin(targetNamespace, usesDeprecated, [$"using {JsonAlias} = global::System.Text.Json;", Alias(targetNamespace)], Usings(types));

    /// <summary>Begins a file with methods that call.</summary>
    /// <param name="targetNamespace">The namespace of everything in the file.</param>
    /// <param name="supportNamespace">The namespace of the document, whose shared types are used; empty when they are not.</param>
    /// <param name="usesDeprecated">Whether the code in it uses what it marks as deprecated.</param>
    public static SourceWriter BeginCalls(string targetNamespace, string supportNamespace, bool usesDeprecated = false) => Begin(
        targetNamespace,
        usesDeprecated,
        [
            $"using {ThreadingAlias} = global::System.Threading;",
            .. supportNamespace.Length > 0 ? new[] { Alias(supportNamespace) } : [],
        ],
        []);

    /// <summary>Begins the file with a client's endpoints.</summary>
    public static SourceWriter BeginComposition(string targetNamespace) => Begin(
        targetNamespace,
        false,
        [
            $"using {ApiAlias} = global::{targetNamespace};",
            $"using {HttpAlias} = global::System.Net.Http;",
            $"using {ThreadingAlias} = global::System.Threading;",
        ],
        []);

    /// <summary>Begins a file that stands among the types that emitted code shares, and names types of the document.</summary>
    public static SourceWriter BeginSupport(string targetNamespace, IEnumerable<TypeSpec> types, params string[] usings) =>
        Begin(targetNamespace + ".Serialization", false, [$"using Models = global::{targetNamespace};"], [.. usings, .. Usings(types)]);

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

    private static string Alias(string targetNamespace) => $"using {SupportAlias} = global::{targetNamespace}.Serialization;";

    private static string[] Usings(IEnumerable<TypeSpec> types)
    {
        var kinds = types.SelectMany(Parts).Select(type => type.Kind).ToArray();
        return !kinds.Contains(TypeKind.List) && !kinds.Contains(TypeKind.Dictionary) ? []
            : kinds.Contains(TypeKind.Dictionary) ? [$"using {Collections};", "using global::System.Collections.ObjectModel;"]
            : [$"using {Collections};"];
    }

    private static IEnumerable<TypeSpec> Parts(TypeSpec type)
    {
        for (var part = type; part is not null; part = part.Element)
        {
            yield return part;
        }
    }

    /// <summary>
    /// Aliases stand in front of the namespace, where no type of the document is in their way. What is used stands within it, where it goes
    /// before all that the project uses.
    /// </summary>
    private static SourceWriter Begin(string targetNamespace, bool usesDeprecated, string[] aliases, string[] usings)
    {
        var writer = new SourceWriter();
        writer.Line("// <auto-generated/>");
        writer.Line("#nullable enable");
        if (usesDeprecated)
        {
            writer.Line("#pragma warning disable CS0612, CS0618");
        }

        writer.Line();
        foreach (var alias in aliases)
        {
            writer.Line(alias);
        }

        if (aliases.Length > 0)
        {
            writer.Line();
        }

        writer.Line($"namespace {targetNamespace};");
        writer.Line();
        foreach (var used in usings)
        {
            writer.Line(used);
        }

        if (usings.Length > 0)
        {
            writer.Line();
        }

        return writer;
    }

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
