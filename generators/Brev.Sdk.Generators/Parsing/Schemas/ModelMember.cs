using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>A member of an object.</summary>
/// <param name="JsonName">Its name in the document.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Pointer">Where that stands.</param>
internal sealed record ModelMember(string JsonName, IOpenApiSchema Schema, string Pointer);
