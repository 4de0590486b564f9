using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>
/// Puts together what the parts of an <c>allOf</c>, and the words beside it, say of a value without parts of its own: one can say that it
/// is a text, another one which texts, and a third one in which format.
/// </summary>
internal sealed class ScalarParts(SchemaReferences references)
{
    private JsonSchemaType? _kinds;
    private string? _format;
    private bool _allowsNull;

    /// <summary>Which of them has the values of an enumeration, and what the value is otherwise; none for anything else.</summary>
    public static (PlacedSchema? Values, TypeSpec? Type) Of(
        SchemaReferences references, ResolvedSchema whole, IReadOnlyList<PlacedSchema> parts) =>
        new ScalarParts(references).Of(whole, parts);

    private (PlacedSchema? Values, TypeSpec? Type) Of(ResolvedSchema whole, IReadOnlyList<PlacedSchema> parts)
    {
        PlacedSchema? values = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (Add(part, seen) is not { } hasValues)
            {
                return default;
            }

            values ??= hasValues ? part : null;
        }

        // A part with a name keeps it, whichever of its values the words beside it take.
        values ??= AddWords(whole.Schema) && _kinds is null or JsonSchemaType.String ? new PlacedSchema(whole.Schema, whole.Pointer) : null;
        return (values, ScalarTypes.Of(_kinds, _format) is { } type ? type with { IsNullable = _allowsNull } : null);
    }

    /// <summary>Whether a part, or a part of it, has the values of an enumeration; none when one is no such value.</summary>
    private bool? Add(PlacedSchema part, HashSet<string> seen)
    {
        var hasValues = false;
        var open = new Stack<PlacedSchema>([part]);
        while (open.Count > 0)
        {
            var (schema, pointer) = open.Pop();
            if (references.Resolve(schema, pointer) is not { } resolved
                || resolved.Schema is { Items: not null } or { AdditionalProperties: not null }
                    or { OneOf.Count: > 0 } or { AnyOf.Count: > 0 }
                || seen.Count == SchemaShape.MostLevels)
            {
                return null;
            }

            if (seen.Add(resolved.Pointer))
            {
                hasValues |= AddWords(resolved.Schema);
                foreach (var inner in SchemaShape.Parts(resolved.Schema, resolved.Pointer).Reverse())
                {
                    open.Push(inner);
                }
            }
        }

        return hasValues;
    }

    private bool AddWords(IOpenApiSchema schema)
    {
        if (SchemaShape.Kinds(schema) is { } kinds)
        {
            _kinds = _kinds is null || (_kinds == JsonSchemaType.Number && kinds == JsonSchemaType.Integer) ? kinds
                : (_kinds & kinds) is { } both && both != 0 ? both
                : _kinds;
        }

        _format ??= schema.Format;
        _allowsNull |= SchemaShape.AllowsNull(schema);
        return SchemaShape.IsTextEnum(schema);
    }
}
