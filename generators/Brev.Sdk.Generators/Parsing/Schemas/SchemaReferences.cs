using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Follows references to components, which all of a document are once it is normalized.</summary>
/// <param name="problems">Gets what cannot be followed.</param>
/// <param name="places">Where components stand that are no components in the document, by their keys.</param>
/// <param name="characters">The length of the document.</param>
internal sealed class SchemaReferences(ProblemLog problems, IReadOnlyDictionary<string, string> places, int characters)
{
    private readonly Dictionary<IOpenApiSchema, ResolvedSchema?> _resolved = new(SchemaIdentity.Comparer);

    /// <summary>Gets what a schema loses.</summary>
    public ProblemLog Problems => problems;

    /// <summary>Bounds what is repeated of the schemas that are referred to.</summary>
    public RepeatedMembers Repeated { get; } = new(characters);

    /// <summary>The schema itself; none when the reference cannot be followed.</summary>
    public ResolvedSchema? Resolve(IOpenApiSchema schema, string pointer)
    {
        if (schema is not OpenApiSchemaReference)
        {
            return new ResolvedSchema(schema, ComponentAt(pointer), pointer);
        }

        if (!_resolved.TryGetValue(schema, out var resolved))
        {
            resolved = Follow(schema, pointer);
            _resolved.Add(schema, resolved);
        }

        return resolved;
    }

    private ResolvedSchema? Follow(IOpenApiSchema schema, string pointer)
    {
        var place = pointer;
        var visited = new HashSet<string>(StringComparer.Ordinal);
        while (schema is OpenApiSchemaReference reference)
        {
            var address = Address(reference);
            if (reference.Reference.IsExternal || !visited.Add(address) || Target(reference) is not { } target)
            {
                problems.AddReference(reference.Reference, pointer);
                return null;
            }

            var meant = address.StartsWith("#", StringComparison.Ordinal) ? address.Substring(1) : null;
            place = meant is null ? pointer
                : ComponentAt(meant) is { } name && places.TryGetValue(name, out var own) ? own
                : meant;
            schema = target;
        }

        return new ResolvedSchema(schema, ComponentAt(place), place);
    }

    /// <summary>The name of the component at a place; none for a place inside of one.</summary>
    private static string? ComponentAt(string pointer) =>
        pointer.StartsWith(Pointer.Schemas, StringComparison.Ordinal) && pointer.IndexOf('/', Pointer.Schemas.Length) < 0
            ? pointer.Substring(Pointer.Schemas.Length).Replace("~1", "/").Replace("~0", "~")
            : null;

    private static string Address(OpenApiSchemaReference reference) => Uri.UnescapeDataString(reference.Reference.ReferenceV3 ?? "");

    /// <summary>
    /// Where the words about a value stand: at its place when that has some of its own, otherwise where its reference leads. The model of
    /// OpenAPI would look there anew for each word.
    /// </summary>
    public static IOpenApiSchema Words(IOpenApiSchema schema) =>
        schema is OpenApiSchemaReference reference && !HasWords(reference.Reference) && Target(reference) is OpenApiSchema target
            ? target
            : schema;

    /// <summary>What a schema means, whatever words stand at its place.</summary>
    public static IOpenApiSchema Meant(IOpenApiSchema schema)
    {
        while (schema is OpenApiSchemaReference reference && Target(reference) is { } target)
        {
            schema = target;
        }

        return schema;
    }

    private static bool HasWords(JsonSchemaReference reference) =>
        reference is not
        {
            Description: null, Title: null, Default: null, Deprecated: null, ReadOnly: null, WriteOnly: null,
            Extensions: not { Count: > 0 },
        };

    /// <summary>
    /// What a reference means; none when it means nothing. It is a component's name, which is found a hundred times faster than the address
    /// that the model of OpenAPI would make of it.
    /// </summary>
    public static IOpenApiSchema? Target(OpenApiSchemaReference reference)
    {
        if (reference.Reference is { Id: { } name, IsExternal: false, HostDocument.Components.Schemas: { } components }
            && components.TryGetValue(name, out var component))
        {
            return component;
        }

        try
        {
            return reference.Target;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
