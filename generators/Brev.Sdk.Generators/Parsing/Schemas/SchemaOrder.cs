using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>
/// Finds the schemas that the type of another one depends on, those without dependencies first, so that a chain of them costs no stack.
/// Schemas that depend on each other come as one: the one that was met first stands for all. Members of models do not count, for their
/// types are found later.
/// </summary>
internal sealed class SchemaOrder(
    SchemaReferences references, SchemaShape shape, DerivedSchemas derived, TypeNames names, Func<ResolvedSchema, bool> isKnown)
{
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly Stack<Node> _path = new();
    private readonly List<ResolvedSchema> _ordered = [];

    /// <summary>The schemas that a schema needs, and itself at last; until the next call.</summary>
    public IReadOnlyList<ResolvedSchema> Of(ResolvedSchema first)
    {
        _nodes.Clear();
        _ordered.Clear();
        if (Dependencies(first) is not { Count: > 0 } next)
        {
            _ordered.Add(first);
            return _ordered;
        }

        Enter(first, next);
        while (_path.Count > 0)
        {
            var node = _path.Peek();
            if (node.Next() is not { } place)
            {
                Leave(node);
            }
            else if (references.Resolve(place.Schema, place.Pointer) is { } needed && !isKnown(needed))
            {
                if (_nodes.TryGetValue(needed.Pointer, out var met))
                {
                    node.Lowest = Math.Min(node.Lowest, met.Lowest);
                }
                else
                {
                    Enter(needed, Dependencies(needed));
                }
            }
        }

        return _ordered;
    }

    private void Enter(ResolvedSchema schema, IReadOnlyList<PlacedSchema> next)
    {
        var node = new Node(schema, _nodes.Count, next);
        _nodes.Add(schema.Pointer, node);
        _path.Push(node);
    }

    private void Leave(Node node)
    {
        _path.Pop();
        if (node.Lowest == node.Index)
        {
            _ordered.Add(node.Schema);

            // It is known from here on, and no longer leads anywhere.
            node.Lowest = int.MaxValue;
        }
        else if (_path.Count > 0)
        {
            _path.Peek().Lowest = Math.Min(_path.Peek().Lowest, node.Lowest);
        }
    }

    private IReadOnlyList<PlacedSchema> Dependencies(ResolvedSchema resolved)
    {
        var (schema, pointer) = (resolved.Schema, resolved.Pointer);
        if (SchemaShape.IsUnion(schema, pointer))
        {
            var choices = SchemaShape.Choices(schema, pointer);
            UnionParser.NameForms(choices, names);
            return choices;
        }

        if (derived.Of(schema) is { } forms && (forms.Count > 0 || shape.IsModel(schema, pointer)))
        {
            return forms;
        }

        var parts = SchemaShape.Parts(schema, pointer);
        if (shape.IsModel(schema, pointer))
        {
            return parts.Count == 1 && resolved.Name is null ? parts : [];
        }

        if (schema.Items is null && schema.AdditionalProperties is null)
        {
            return parts;
        }

        var all = new List<PlacedSchema>(parts);
        if (schema.Items is { } items)
        {
            all.Add(new PlacedSchema(items, Pointer.Child(Place(schema, pointer, JsonSchemaType.Array), "items")));
        }

        if (schema.AdditionalProperties is { } values)
        {
            all.Add(new PlacedSchema(values, Pointer.Child(Place(schema, pointer, JsonSchemaType.Object), "additionalProperties")));
        }

        return all;
    }

    /// <summary>A schema of several kinds is one form for each of them.</summary>
    private static string Place(IOpenApiSchema schema, string pointer, JsonSchemaType kind) =>
        SchemaShape.Kinds(schema) is { } kinds && kinds != kind ? UnionParser.PlaceOf(pointer, kind) : pointer;

    private sealed class Node(ResolvedSchema schema, int index, IReadOnlyList<PlacedSchema> next)
    {
        private int _next;

        public ResolvedSchema Schema => schema;

        public int Index { get; } = index;

        /// <summary>What it depends on, one after the other.</summary>
        public PlacedSchema? Next() => _next < next.Count ? next[_next++] : null;

        /// <summary>The first of the schemas that this one depends on and that depend on it.</summary>
        public int Lowest { get; set; } = index;
    }
}
