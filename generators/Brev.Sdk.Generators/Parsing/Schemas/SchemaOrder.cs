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

    public IReadOnlyList<ResolvedSchema> Of(ResolvedSchema first)
    {
        Enter(first);
        while (_path.Count > 0)
        {
            var node = _path.Peek();
            if (node.Next.Count == 0)
            {
                Leave(node);
            }
            else if (node.Next.Dequeue() is var (schema, pointer) && references.Resolve(schema, pointer) is { } next && !isKnown(next))
            {
                if (_nodes.TryGetValue(next.Pointer, out var met))
                {
                    node.Lowest = Math.Min(node.Lowest, met.Lowest);
                }
                else
                {
                    Enter(next);
                }
            }
        }

        return _ordered;
    }

    private void Enter(ResolvedSchema schema)
    {
        var node = new Node(schema, _nodes.Count, new(Dependencies(schema)));
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

    private IEnumerable<(IOpenApiSchema Schema, string Pointer)> Dependencies(ResolvedSchema resolved)
    {
        var (schema, pointer) = (resolved.Schema, resolved.Pointer);
        if (SchemaShape.IsUnion(schema, pointer))
        {
            var choices = SchemaShape.Choices(schema, pointer);
            UnionParser.NameForms(choices, names);
            return choices;
        }

        if (derived.Of(schema) is { Count: > 0 } forms)
        {
            return forms;
        }

        var parts = SchemaShape.Parts(schema, pointer);
        if (shape.IsModel(schema, pointer))
        {
            return parts.Count == 1 && resolved.Name is null ? parts : [];
        }

        return parts
            .Concat(schema.Items is { } items ? [(items, Pointer.Child(Place(schema, pointer, JsonSchemaType.Array), "items"))] : [])
            .Concat(schema.AdditionalProperties is { } values
                ? [(values, Pointer.Child(Place(schema, pointer, JsonSchemaType.Object), "additionalProperties"))]
                : []);
    }

    /// <summary>A schema of several kinds is one form for each of them.</summary>
    private static string Place(IOpenApiSchema schema, string pointer, JsonSchemaType kind) =>
        SchemaShape.Kinds(schema) is { } kinds && kinds != kind ? UnionParser.PlaceOf(pointer, kind) : pointer;

    private sealed class Node(ResolvedSchema schema, int index, Queue<(IOpenApiSchema Schema, string Pointer)> next)
    {
        public ResolvedSchema Schema => schema;

        public int Index { get; } = index;

        public Queue<(IOpenApiSchema Schema, string Pointer)> Next => next;

        /// <summary>The first of the schemas that this one depends on and that depend on it.</summary>
        public int Lowest { get; set; } = index;
    }
}
