using System.Text.Json.Nodes;

namespace Brev.Sdk.Tests.Endpoints;

/// <summary>
/// Writes a JSON value that fits a schema and uses all of its members, from the document alone: what a client sends or reads is compared
/// with it, so a wrong model cannot agree with itself.
/// </summary>
public static class SchemaSample
{
    private const int DeepestRecursion = 4;

    public static JsonNode? Create(JsonObject schema) => Create(schema, "value", []);

    private static JsonNode? Create(JsonObject reference, string name, IReadOnlyList<JsonObject> parents)
    {
        var schema = OpenApiDocumentFile.Resolve(reference);
        if (parents.Count(parent => ReferenceEquals(parent, schema)) > 1 || parents.Count > 3 * DeepestRecursion)
        {
            return null;
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return Create(choices.First(choice => choice!["type"]?.ToString() != "null")!.AsObject(), name, parents);
        }

        IReadOnlyList<JsonObject> path = [.. parents, schema];
        if (schema["const"] is { } constant)
        {
            return constant.DeepClone();
        }

        if (schema["enum"] is JsonArray values)
        {
            return values.Last(value => value is not null)!.DeepClone();
        }

        return Kind(schema) switch
        {
            "object" => CreateObject(schema, path),
            "array" => new JsonArray(Create(schema["items"]!.AsObject(), name, path)),
            "boolean" => JsonValue.Create(true),
            "integer" => JsonValue.Create(schema["format"]?.GetValue<string>() == "nanoseconds" ? 90_000_000_000L : 7L),
            "number" => JsonValue.Create(1.25m),
            "string" => JsonValue.Create(Text(schema["format"]?.GetValue<string>(), name)),
            _ => new JsonObject { ["free"] = "form" },
        };
    }

    private static string? Kind(JsonObject schema) => schema switch
    {
        _ when schema["properties"] is not null || schema["allOf"] is not null => "object",
        _ when schema["type"] is JsonArray types => types.Select(type => type!.GetValue<string>()).FirstOrDefault(type => type != "null"),
        _ => schema["type"]?.GetValue<string>(),
    };

    private static JsonObject CreateObject(JsonObject schema, IReadOnlyList<JsonObject> path)
    {
        var value = new JsonObject();
        AddMembers(value, schema, path);
        if (value.Count == 0 && schema["additionalProperties"] is JsonObject valueSchema)
        {
            value["some key"] = Create(valueSchema, "entry", path);
        }

        return value;
    }

    private static void AddMembers(JsonObject value, JsonObject schema, IReadOnlyList<JsonObject> path)
    {
        foreach (var part in schema["allOf"]?.AsArray() ?? [])
        {
            AddMembers(value, OpenApiDocumentFile.Resolve(part), path);
        }

        foreach (var property in schema["properties"]?.AsObject() ?? [])
        {
            if (Create(property.Value!.AsObject(), property.Key, path) is { } member)
            {
                value[property.Key] = member;
            }
        }
    }

    private static string Text(string? format, string name) => format switch
    {
        "int64" => "9007199254740993",
        "uint64" => "9007199254740993",
        "decimal" => "12.340",
        "date-time" => "2026-03-04T05:06:07Z",
        "date" => "2026-03-04",
        "duration" => "PT90S",
        "protobuf-duration" => "90s",
        "go-duration" => "1m30s",
        "uuid" => "0f8fad5b-d9cb-469f-a165-70867728950e",
        "byte" => "AQID",
        "uri" => "https://example.com/a",
        _ => $"a {name} with ü, \"quotes\" & <signs>",
    };
}
