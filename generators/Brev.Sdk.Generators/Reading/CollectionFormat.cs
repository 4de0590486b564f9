using System.Text.Json;

namespace Brev.Sdk.Generators.Reading;

/// <summary>The <c>collectionFormat</c> of version 2.0, of which the reader of OpenAPI does not know all.</summary>
internal static class CollectionFormat
{
    /// <summary>The extension that keeps a format which the reader does not know.</summary>
    public const string Extension = "x-collection-format";

    public const string Keyword = "collectionFormat";

    public const string Comma = "csv";

    public const string Tabs = "tsv";

    private static readonly string[] Known = [Comma, "ssv", "pipes", "multi"];

    public static bool IsKnown(JsonElement format) => format.ValueKind == JsonValueKind.String && Known.Contains(format.GetString());
}
