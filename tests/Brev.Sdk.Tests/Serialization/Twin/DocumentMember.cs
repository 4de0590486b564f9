using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>What the document says about a member, beside its type.</summary>
internal sealed record DocumentMember(string Name, bool IsAlwaysSent, bool IsNumberAsText, bool IsNanoseconds)
{
    private static readonly string[] Numbers = ["int64", "uint64", "decimal"];

    /// <summary>The member that a property stands for. Names in C# have the letters and digits of those in the document.</summary>
    public static DocumentMember Find(string type, string property)
    {
        var schema = OpenApiDocumentFile.Root["components"]!["schemas"]!.AsObject().Single(named => IsSame(named.Key, type)).Value!;
        var (name, member) = Members(schema).DistinctBy(found => found.Key).Single(found => IsSame(found.Key, property));
        var format = (string?)member?["format"];
        var kinds = member?["type"] is JsonArray several ? several.Select(kind => (string?)kind) : [(string?)member?["type"]];
        return new(
            name,
            schema["x-always-sent"] is JsonArray always && always.Any(item => (string)item! == name),
            Numbers.Contains(format) && kinds.Any(kind => kind == "string") && !kinds.Any(kind => kind is "number" or "integer"),
            format == "nanoseconds");
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode schema) => (schema["properties"]?.AsObject() ?? [])
        .Concat(schema["allOf"]?.AsArray().SelectMany(part => Members(OpenApiDocumentFile.Resolve(part))) ?? []);

    private static bool IsSame(string name, string given) =>
        name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).SequenceEqual(given.Select(char.ToLowerInvariant));
}
