using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>What the document says about the form of a member, beside its type.</summary>
internal sealed record DocumentMember(bool IsAlwaysSent, bool IsNumberAsText, bool IsNanoseconds)
{
    private static readonly string[] Numbers = ["int64", "uint64", "decimal"];

    public static DocumentMember Find(string type, string name)
    {
        var schema = OpenApiDocumentFile.Root["components"]!["schemas"]![type];
        var format = (string?)schema?["properties"]?[name]?["format"];
        var kinds = schema?["properties"]?[name]?["type"] is JsonArray several
            ? several.Select(kind => (string?)kind)
            : [(string?)schema?["properties"]?[name]?["type"]];
        return new(
            schema?["x-always-sent"] is JsonArray always && always.Any(item => (string)item! == name),
            Numbers.Contains(format) && kinds.Any(kind => kind == "string") && !kinds.Any(kind => kind is "number" or "integer"),
            format == "nanoseconds");
    }
}
