using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>The description of the wire, as text and as a tree that a test may change without harm to the others.</summary>
internal static class BrevDocument
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Document", "brev.openapi.json"));

    public static JsonObject Load() => JsonNode.Parse(Text)!.AsObject();
}
