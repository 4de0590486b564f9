using System.Runtime.CompilerServices;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Tells schemas apart by where they stand: two that say the same are still two.</summary>
internal sealed class SchemaIdentity : IEqualityComparer<IOpenApiSchema>
{
    public static SchemaIdentity Comparer { get; } = new();

    public bool Equals(IOpenApiSchema? one, IOpenApiSchema? other) => ReferenceEquals(one, other);

    public int GetHashCode(IOpenApiSchema schema) => RuntimeHelpers.GetHashCode(schema);
}
