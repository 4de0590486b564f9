using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Reading;

/// <summary>A document in the words that the reader of OpenAPI understands.</summary>
/// <param name="Root">The document.</param>
/// <param name="Places">
/// Where the schemas stand that have been put under the components because a reference means a place inside of something else, by their
/// keys there.
/// </param>
internal sealed record NormalizedDocument(JsonObject Root, IReadOnlyDictionary<string, string> Places);
