namespace Brev.Sdk.Generators.Parsing;

/// <summary>JSON pointers into the document.</summary>
internal static class Pointer
{
    public const string Schemas = "/components/schemas/";

    public static string Child(string pointer, string name) => pointer + "/" + name.Replace("~", "~0").Replace("/", "~1");

    public static string Child(string pointer, string name, string next) => Child(Child(pointer, name), next);

    public static string Parent(string pointer) => pointer.Substring(0, Math.Max(0, pointer.LastIndexOf('/')));
}
