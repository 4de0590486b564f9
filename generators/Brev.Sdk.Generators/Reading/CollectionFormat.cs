using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// The <c>collectionFormat</c> of version 2.0. The reader of OpenAPI does not know all formats, and takes their default for that of later
/// versions; so each parameter that is an array keeps its format in an extension.
/// </summary>
internal static class CollectionFormat
{
    /// <summary>The extension that keeps the format.</summary>
    public const string Extension = "x-collection-format";

    public const string Keyword = "collectionFormat";

    public const string Commas = "csv";

    public const string Spaces = "ssv";

    public const string Tabs = "tsv";

    public const string Pipes = "pipes";

    public const string Multi = "multi";

    private static readonly string[] Known = [Commas, Spaces, Tabs, Pipes, Multi];

    /// <summary>Puts the format of a parameter where it is read.</summary>
    /// <returns>Whether the parameter has one that version 2.0 knows, or none.</returns>
    public static bool Normalize(JsonObject parameter)
    {
        if (parameter["type"] is not JsonValue type || type.GetValueKind() != JsonValueKind.String || type.GetValue<string>() != "array")
        {
            return !parameter.Remove(Keyword);
        }

        var given = parameter[Keyword] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        var isKnown = given is null ? !parameter.ContainsKey(Keyword) : Known.Contains(given);
        parameter.Remove(Keyword);
        parameter[Extension] = isKnown && given is not null ? given : Commas;
        return isKnown;
    }
}
