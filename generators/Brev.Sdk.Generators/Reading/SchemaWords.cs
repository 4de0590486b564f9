using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Reading;

/// <summary>The keywords of a schema that a C# type depends on, and those that say in other words what one of them says.</summary>
internal static class SchemaWords
{
    /// <summary>
    /// The extension that marks a schema without a type as one that allows null, which version 3.0 says with <c>nullable</c> and later ones
    /// with a type.
    /// </summary>
    public const string AllowsNull = "x-allows-null";

    /// <summary>
    /// The extension that marks a schema that is known to describe nothing: the document says so, or why has been reported.
    /// </summary>
    public const string IsAnything = "x-is-anything";

    /// <summary>A schema for each of the first elements: what all elements have in common is not said.</summary>
    public const string Tuple = "prefixItems";

    private const string Nullable = "nullable";

    public static SchemaWord KindOf(string name) => name switch
    {
        "items" or "additionalProperties" or "not" or "if" => SchemaWord.Schema,
        "allOf" or "oneOf" or "anyOf" => SchemaWord.Schemas,
        "properties" or "patternProperties" => SchemaWord.SchemaMap,
        "format" or "title" or "description" or "pattern" or "contentMediaType" or "contentEncoding" or "$dynamicRef" => SchemaWord.Text,
        "required" => SchemaWord.Names,
        "enum" => SchemaWord.Values,
        "deprecated" or "readOnly" or "writeOnly" or Nullable => SchemaWord.Flag,
        "discriminator" => SchemaWord.Discriminator,
        "type" or "default" or "const" => SchemaWord.Data,
        Tuple or "unevaluatedItems" or "unevaluatedProperties" or "dependentSchemas" => SchemaWord.Overlooked,
        _ => name.StartsWith("x-", StringComparison.Ordinal) ? SchemaWord.Data : SchemaWord.None,
    };

    /// <summary>Words that stand beside a reference and say something about its place.</summary>
    public static bool IsAnnotation(string name) =>
        name is "description" or "title" or "summary" or "deprecated" or "default" or "readOnly" or "writeOnly"
            || name.StartsWith("x-", StringComparison.Ordinal);

    public static bool IsFlag(string name) => KindOf(name) == SchemaWord.Flag;

    public static bool CanBeFlag(string name) => name == "additionalProperties";

    /// <summary>Says in one way what a schema can say in several: null, and the type of the only values that it has.</summary>
    public static void Complete(JsonObject schema, DocumentVersion version)
    {
        var isNullable = IsTrue(schema[Nullable]) || (version == DocumentVersion.Swagger && IsTrue(schema["x-nullable"]));
        if (version == DocumentVersion.Later)
        {
            schema.Remove(Nullable);
        }
        else if (isNullable)
        {
            schema[AllowsNull] = true;
        }

        KeepNames(schema);
        if (schema.TryGetPropertyValue("const", out var constant))
        {
            AddConstant(schema, constant);
        }
        else if (!schema.ContainsKey("type") && schema["enum"] is JsonArray { Count: > 0 } values)
        {
            AddType(schema, values.Select(KindOfValue).Distinct().ToArray());
        }

        RemoveNull(schema);
    }

    /// <summary>Null is no value of an enumeration, for the type says whether it can be null.</summary>
    private static void RemoveNull(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values && values.Contains(null))
        {
            var rest = values.Where(value => value is not null).Select(value => value!.DeepClone()).ToArray();
            schema.Remove("enum");
            if (rest.Length > 0)
            {
                schema["enum"] = new JsonArray(rest);
            }
        }
    }

    private static void AddConstant(JsonObject schema, JsonNode? constant)
    {
        if (!schema.ContainsKey("type"))
        {
            AddType(schema, [KindOfValue(constant)]);
        }

        if (constant is not JsonValue)
        {
            schema.Remove("const");
        }
    }

    private static void AddType(JsonObject schema, string[] kinds)
    {
        if (kinds.Contains("number"))
        {
            kinds = kinds.Where(kind => kind != "integer").ToArray();
        }

        var types = kinds.Where(kind => kind != "null").ToArray();
        if (types.Length == 0)
        {
            schema["type"] = "null";
            return;
        }

        if (types.Length < kinds.Length)
        {
            schema[AllowsNull] = true;
        }

        schema["type"] = types.Length == 1
            ? JsonValue.Create(types[0])
            : new JsonArray(types.Select(type => (JsonNode?)JsonValue.Create(type)).ToArray());
    }

    private static string KindOfValue(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => long.TryParse(value.ToJsonString(), out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };

    /// <summary>Names that are no texts name nothing.</summary>
    private static void KeepNames(JsonObject schema)
    {
        if (schema["required"] is JsonArray names && names.Any(name => name?.GetValueKind() != JsonValueKind.String))
        {
            schema["required"] = new JsonArray(
                names.Where(name => name?.GetValueKind() == JsonValueKind.String).Select(name => name!.DeepClone()).ToArray());
        }
    }

    private static bool IsTrue(JsonNode? value) => value?.GetValueKind() == JsonValueKind.True;
}
