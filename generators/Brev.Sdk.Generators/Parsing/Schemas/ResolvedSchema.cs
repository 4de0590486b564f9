using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>A schema behind its references.</summary>
/// <param name="Schema">The schema itself.</param>
/// <param name="Name">Its name under the document's components; none when it stands where it is used.</param>
/// <param name="Pointer">Where it stands.</param>
internal sealed record ResolvedSchema(IOpenApiSchema Schema, string? Name, string Pointer);
