using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>A schema, or a reference to one, with its place.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Pointer">Where it stands.</param>
internal sealed record PlacedSchema(IOpenApiSchema Schema, string Pointer);
