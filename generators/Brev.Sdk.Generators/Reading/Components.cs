using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Tells whether a place is where a document keeps what is referred to by name.</summary>
internal static class Components
{
    private const string Definitions = "definitions";

    /// <summary>Whether a pointer means a component of any section.</summary>
    public static bool IsAny(string pointer) =>
        pointer.Split('/') is [_, "components", _, _] or [_, Definitions or "parameters" or "responses", _];

    /// <summary>Whether a pointer means a component of a section, in version 2.0 or later.</summary>
    public static bool IsIn(string pointer, string section) => NameIn(pointer, section) is not null;

    /// <summary>The name of the component that a pointer means, as the pointer spells it; none when it means something else.</summary>
    public static string? NameIn(string pointer, string section)
    {
        var version2 = section == NodeKind.Schema.Section ? Definitions : section;
        return After(pointer, $"/components/{section}/") ?? After(pointer, $"/{version2}/");
    }

    private static string? After(string pointer, string head) =>
        pointer.StartsWith(head, StringComparison.Ordinal) && pointer.IndexOf('/', head.Length) < 0 ? pointer.Substring(head.Length) : null;

    /// <summary>The schemas among them, which a document need not have yet.</summary>
    public static JsonObject Schemas(JsonObject document)
    {
        if (document.ContainsKey("swagger"))
        {
            return Child(document, "definitions");
        }

        return Child(Child(document, "components"), "schemas");

        static JsonObject Child(JsonObject parent, string name)
        {
            if (parent[name] is not JsonObject child)
            {
                child = new JsonObject();
                parent[name] = child;
            }

            return child;
        }
    }
}
