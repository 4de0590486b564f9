using System.Text.Json;

namespace Brev.Sdk.Generators.Reading;

/// <summary>The versions of OpenAPI as far as they say the same thing in other words.</summary>
internal enum DocumentVersion
{
    Swagger,
    Version30,
    Later,
}
