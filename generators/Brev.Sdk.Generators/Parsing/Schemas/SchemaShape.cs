using System.Globalization;
using System.Text.Json;
using Brev.Sdk.Generators.Reading;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Says what a schema describes.</summary>
internal sealed class SchemaShape(SchemaReferences references)
{
    /// <summary>
    /// How many levels of <c>allOf</c> within each other count for one type. Every type repeats what it inherits, so this keeps the code of
    /// a document in proportion to it.
    /// </summary>
    public const int MostLevels = 32;

    public const string Octets = "binary";

    private readonly Dictionary<string, bool> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int All, int OfObjects)> _unions = new(StringComparer.Ordinal);

    public static bool AllowsNull(IOpenApiSchema schema) =>
        (schema.Type is { } type && (type & JsonSchemaType.Null) == JsonSchemaType.Null)
        || ExtensionValues.Flag(schema.Extensions, SchemaWords.AllowsNull) == true;

    /// <summary>Whether a text is octets as they are: by its format, or since version 3.1 by a media type without an encoding.</summary>
    public static bool IsFile(IOpenApiSchema schema) => schema.Format == Octets
        || schema is OpenApiSchema { ContentMediaType.Length: > 0, ContentEncoding: null } or OpenApiSchema { ContentEncoding: Octets };

    public static bool IsNull(IOpenApiSchema schema) => schema.Type == JsonSchemaType.Null;

    /// <summary>The kinds of JSON value, null left out; none when the schema does not say.</summary>
    public static JsonSchemaType? Kinds(IOpenApiSchema schema) =>
        schema.Type is { } type && (type & ~JsonSchemaType.Null) is var rest && rest != 0 ? rest : null;

    /// <summary>What a schema without a type can be by its other words.</summary>
    public static JsonSchemaType? Implied(IOpenApiSchema schema) =>
        schema.Items is not null ? JsonSchemaType.Array
        : schema.AdditionalProperties is not null || schema.PatternProperties is { Count: > 0 } ? JsonSchemaType.Object
        : schema.Const is not null || schema.Pattern is not null ? JsonSchemaType.String
        : null;

    public static bool IsTextEnum(IOpenApiSchema schema) =>
        schema.Enum is { Count: > 0 } values
        && Kinds(schema) is null or JsonSchemaType.String
        && values.Any(IsText)
        && values.All(value => value is null || IsText(value) || value.GetValueKind() == JsonValueKind.Null);

    /// <summary>Whole numbers that the document gives names.</summary>
    public static bool IsNamedNumberEnum(IOpenApiSchema schema) =>
        Kinds(schema) == JsonSchemaType.Integer
        && schema.Enum is { Count: > 0 } values
        && EnumParser.Names(schema).Count > 0
        && values.Any(IsWhole)
        && values.All(value => IsNullValue(value) || IsWhole(value));

    /// <summary>The forms of a <c>oneOf</c> or <c>anyOf</c> without null.</summary>
    public static IReadOnlyList<PlacedSchema> Choices(IOpenApiSchema schema, string pointer)
    {
        if (schema.OneOf is not { Count: > 0 } && schema.AnyOf is not { Count: > 0 })
        {
            return [];
        }

        var choices = new List<PlacedSchema>();
        Add(choices, schema.OneOf, pointer, "oneOf", static choice => !IsNullChoice(choice));
        Add(choices, schema.AnyOf, pointer, "anyOf", static choice => !IsNullChoice(choice));
        return choices;
    }

    public static bool HasNullChoice(IOpenApiSchema schema) =>
        (schema.OneOf is { Count: > 0 } one && one.Any(IsNullChoice)) || (schema.AnyOf is { Count: > 0 } any && any.Any(IsNullChoice));

    /// <summary>The parts of an <c>allOf</c> that say more than a description.</summary>
    public static IReadOnlyList<PlacedSchema> Parts(IOpenApiSchema schema, string pointer)
    {
        if (schema.AllOf is not { Count: > 0 })
        {
            return [];
        }

        var parts = new List<PlacedSchema>();
        Add(parts, schema.AllOf, pointer, "allOf", static part => part is OpenApiSchemaReference || Says(part));
        return parts;
    }

    /// <summary>
    /// An object with described members, or one that is declared to have none: a list of members that is empty so far is one that can grow.
    /// </summary>
    public bool IsModel(IOpenApiSchema schema, string pointer) =>
        (!IsOfKinds(schema) && schema.Properties is { Count: > 0 })
        || ListsNoMembers(schema)
        || (Parts(schema, pointer) is { Count: > 0 } parts
            && (parts.Any(IsObject) || parts.Sum(part => Unions(part).OfObjects) > 1))
        || (Kinds(schema) == JsonSchemaType.Object && !schema.AdditionalPropertiesAllowed && schema.AdditionalProperties is null);

    /// <summary>An object or a list, or a value that can be one: no text is one without a form of its own.</summary>
    public bool IsComposed(IOpenApiSchema schema, string pointer) =>
        references.Resolve(schema, pointer) is { } resolved
        && (Kinds(resolved.Schema) is JsonSchemaType.Array or JsonSchemaType.Object
            || IsModel(resolved.Schema, resolved.Pointer)
            || Choices(resolved.Schema, resolved.Pointer).Any(IsObject));

    /// <summary>How many unions a schema is all of at once, and of how many all forms are objects; two stands for more.</summary>
    public (int All, int OfObjects) Unions(PlacedSchema schema) => Folded(
        schema,
        _unions,
        resolved => !IsUnion(resolved.Schema, resolved.Pointer) ? null
            : (1, Choices(resolved.Schema, resolved.Pointer).All(IsObject) ? 1 : 0),
        static (one, other) => (Math.Min(one.All + other.All, 2), Math.Min(one.OfObjects + other.OfObjects, 2)));

    /// <summary>An object among values of other kinds, and nothing else: each kind is a form of its own.</summary>
    private static bool IsOfKinds(IOpenApiSchema schema) =>
        Kinds(schema) is { } kinds
        && kinds != JsonSchemaType.Object
        && schema is { AllOf: not { Count: > 0 }, OneOf: not { Count: > 0 }, AnyOf: not { Count: > 0 } };

    /// <summary>
    /// An object whose list of members is there and empty, or that others extend by members of their own, so that it keeps what comes.
    /// </summary>
    public static bool ListsNoMembers(IOpenApiSchema schema) =>
        schema is OpenApiSchema
        {
            Properties: not { Count: > 0 }, AdditionalProperties: null, AdditionalPropertiesAllowed: true,
            PatternProperties: not { Count: > 0 },
        }
        && (HasDiscriminator(schema)
            ? Kinds(schema) is null or JsonSchemaType.Object
            : schema.Properties is not null && Kinds(schema) == JsonSchemaType.Object);

    private static bool HasDiscriminator(IOpenApiSchema schema) => schema is
    {
        Discriminator.PropertyName.Length: > 0, AllOf: not { Count: > 0 }, OneOf: not { Count: > 0 }, AnyOf: not { Count: > 0 },
    };

    public static bool IsUnion(IOpenApiSchema schema, string pointer) =>
        schema.Properties is not { Count: > 0 } && schema.AllOf is not { Count: > 0 } && Choices(schema, pointer).Count > 0;

    private static bool IsNullChoice(IOpenApiSchema choice) => IsNull(SchemaReferences.Words(choice));

    private static void Add(
        List<PlacedSchema> places, IList<IOpenApiSchema>? schemas, string pointer, string keyword, Func<IOpenApiSchema, bool> isMeant)
    {
        for (var index = 0; index < schemas?.Count; index++)
        {
            if (isMeant(schemas[index]))
            {
                places.Add(new PlacedSchema(schemas[index], $"{pointer}/{keyword}/{index.ToString(CultureInfo.InvariantCulture)}"));
            }
        }
    }

    private static bool Says(IOpenApiSchema schema) =>
        schema.Type is not null
            || schema.Required is { Count: > 0 }
            || schema.Properties is { Count: > 0 }
            || schema.Enum is { Count: > 0 }
            || schema.Format is not null
            || schema.Items is not null
            || schema.AdditionalProperties is not null
        || schema.AllOf is { Count: > 0 } || schema.OneOf is { Count: > 0 } || schema.AnyOf is { Count: > 0 };

    private static bool IsNullValue(System.Text.Json.Nodes.JsonNode? value) =>
        value is null || value.GetValueKind() == JsonValueKind.Null || value.IsJsonNullSentinel();

    private static bool IsWhole(System.Text.Json.Nodes.JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number
            && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsText(System.Text.Json.Nodes.JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    /// <summary>Whether a schema, or a part of it, or a part of a part, is an object.</summary>
    private bool IsObject(PlacedSchema schema) => Folded(
        schema,
        _objects,
        static resolved => resolved.Schema.Properties is { Count: > 0 }
            || Kinds(resolved.Schema) == JsonSchemaType.Object
            || HasDiscriminator(resolved.Schema) ? true : null,
        static (one, other) => one || other);

    /// <summary>
    /// What a schema says itself, or else all its parts say together. Each is looked at once; what leads back is nothing.
    /// </summary>
    private T Folded<T>(PlacedSchema schema, Dictionary<string, T> known, Func<ResolvedSchema, T?> own, Func<T, T, T> add)
        where T : struct
    {
        var path = new Stack<Node<T>>();
        path.Push(new Node<T>("", new Queue<PlacedSchema>([schema])));
        while (true)
        {
            var node = path.Peek();
            if (node.Parts.Count > 0)
            {
                var (part, place) = node.Parts.Dequeue();
                if (references.Resolve(part, place) is not { } resolved)
                {
                    continue;
                }

                if (!known.TryGetValue(resolved.Pointer, out var value))
                {
                    var itself = own(resolved);
                    known[resolved.Pointer] = value = itself ?? default;
                    if (itself is null)
                    {
                        path.Push(new Node<T>(resolved.Pointer, new Queue<PlacedSchema>(Parts(resolved.Schema, resolved.Pointer))));
                    }
                }

                node.Value = add(node.Value, value);
                continue;
            }

            path.Pop();
            if (path.Count == 0)
            {
                return node.Value;
            }

            known[node.Pointer] = node.Value;
            path.Peek().Value = add(path.Peek().Value, node.Value);
        }
    }

    /// <summary>A schema of which parts are still to be looked at.</summary>
    private sealed class Node<T>(string pointer, Queue<PlacedSchema> parts)
    {
        public string Pointer => pointer;

        public Queue<PlacedSchema> Parts => parts;

        /// <summary>What those say that have been looked at.</summary>
        public T Value { get; set; } = default!;
    }
}
