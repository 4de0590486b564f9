using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>
/// Finds the schemas that extend another one by <c>allOf</c>. Where the other one has a discriminator, a value of it can be any of them
/// (OpenAPI 3.1.1, 4.8.25.4), also while there is none: the first one that is added changes no type.
/// </summary>
internal sealed class DerivedSchemas
{
    private readonly Dictionary<IOpenApiSchema, List<PlacedSchema>> _derived = new(SchemaIdentity.Comparer);

    private static readonly PlacedSchema[] None = [];

    /// <param name="document">The document.</param>
    /// <param name="places">The components that are none in the document, by their keys.</param>
    public DerivedSchemas(OpenApiDocument document, IReadOnlyDictionary<string, string> places)
    {
        if (document.Components?.Schemas is not { } all)
        {
            return;
        }

        Bases = all.Keys.Where(name => !places.ContainsKey(name) && IsBase(all[name]))
            .OrderBy(name => name, StringComparer.Ordinal).ToArray();
        if (!all.Values.Any(IsBase))
        {
            return;
        }

        foreach (var name in all.Keys.Where(name => !places.ContainsKey(name)).OrderBy(name => name, StringComparer.Ordinal))
        {
            foreach (var extended in all[name] is OpenApiSchemaReference ? [] : Extended(all[name]))
            {
                if (!_derived.TryGetValue(extended, out var derived))
                {
                    _derived[extended] = derived = [];
                }

                derived.Add(new PlacedSchema(all[name], Pointer.Child("/components/schemas", name)));
            }
        }
    }

    /// <summary>The names of the schemas that others can extend.</summary>
    public IReadOnlyList<string> Bases { get; } = [];

    /// <summary>The schemas that extend a schema with a discriminator, near and far; nothing for one that has none.</summary>
    public IReadOnlyList<PlacedSchema>? Of(IOpenApiSchema schema) =>
        _derived.TryGetValue(schema, out var derived) ? derived : IsBase(schema) ? None : null;

    /// <summary>What tells apart the schemas that extend one: its own word, or that of a part of it that stands in it.</summary>
    public static OpenApiDiscriminator? Discriminator(IOpenApiSchema schema)
    {
        if (schema.AllOf is not { Count: > 0 })
        {
            return schema.Discriminator is { PropertyName.Length: > 0 } own ? own : null;
        }

        var open = new Queue<(IOpenApiSchema Schema, int Level)>([(schema, 0)]);
        while (open.Count > 0)
        {
            var (part, level) = open.Dequeue();
            if (part.Discriminator is { PropertyName.Length: > 0 } discriminator)
            {
                return discriminator;
            }

            foreach (var inner in level < SchemaShape.MostLevels ? part.AllOf ?? [] : [])
            {
                if (inner is not OpenApiSchemaReference)
                {
                    open.Enqueue((inner, level + 1));
                }
            }
        }

        return null;
    }

    /// <summary>An object that tells apart what extends it; forms of its own would be told apart instead.</summary>
    private static bool IsBase(IOpenApiSchema schema) =>
        schema is OpenApiSchema { OneOf: not { Count: > 0 }, AnyOf: not { Count: > 0 } } && Discriminator(schema) is not null;

    private static IEnumerable<IOpenApiSchema> Extended(IOpenApiSchema schema)
    {
        var seen = new HashSet<IOpenApiSchema>(SchemaIdentity.Comparer) { schema };
        var open = new Stack<(IOpenApiSchema Schema, int Level)>((schema.AllOf ?? []).Select(static part => (part, 1)));
        while (open.Count > 0)
        {
            var (part, level) = open.Pop();
            var target = part is OpenApiSchemaReference reference ? SchemaReferences.Target(reference) : part;
            if (target is null || level > SchemaShape.MostLevels || !seen.Add(target))
            {
                continue;
            }

            // What stands in a schema is no schema of its own, and speaks for the whole.
            if (part is OpenApiSchemaReference && IsBase(target))
            {
                yield return target;
            }

            foreach (var inner in target.AllOf ?? [])
            {
                open.Push((inner, level + 1));
            }
        }
    }
}
