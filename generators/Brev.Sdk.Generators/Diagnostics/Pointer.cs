namespace Brev.Sdk.Generators.Diagnostics;

/// <summary>JSON pointers into the document.</summary>
internal static class Pointer
{
    public const string Schemas = "/components/schemas/";

    private const string Definitions = "/definitions/";

    public static string Child(string pointer, string name) => pointer + "/" + Escaped(name);

    /// <summary>A name as a pointer spells it.</summary>
    public static string Escaped(string name) => name.Replace("~", "~0").Replace("/", "~1");

    /// <summary>The place where later versions keep what version 2.0 keeps elsewhere.</summary>
    public static string Canonical(string pointer) =>
        pointer.StartsWith(Definitions, StringComparison.Ordinal) ? Schemas + pointer.Substring(Definitions.Length) : pointer;

    public static string Child(string pointer, string name, string next) => Child(Child(pointer, name), next);

    public static string Parent(string pointer) => pointer.Substring(0, Math.Max(0, pointer.LastIndexOf('/')));
}
