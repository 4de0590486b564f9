using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.BoundsTests;

/// <summary>
/// A document that is made of a row of numbers, each of which decides one thing. What is left over is zero, so every row makes a document.
/// </summary>
internal sealed class RandomDocument(IReadOnlyList<int> decisions)
{
    private const int Deepest = 6;

    private static readonly string[] Names =
        ["A", "B", "a-b", "a_b", "Ab", "class", "Value", "Unknown", "", "9", "x\u0000y", "\ud83d\ude80", "$ref", "AdditionalProperties",
            "*/", "\";", "{0}", new string('n', 300)];

    private static readonly string[] Types = ["string", "integer", "number", "boolean", "object", "array", "null"];

    private static readonly string[] Formats = ["", "date", "date-time", "int32", "int64", "uuid", "duration", "byte", "binary", "password",
        "decimal", "odd"];

    private static readonly string[] Keywords = ["type", "properties", "required", "enum", "allOf", "items", "discriminator", "nullable",
        "default", "const", "description", "$ref", "x-enum-varnames"];

    private int _next;

    public static string Text(IReadOnlyList<int> decisions) => new RandomDocument(decisions).Document().ToJsonString();

    /// <summary>A document with all schemas and paths several times, each time under names of their own.</summary>
    public static string Text(IReadOnlyList<int> decisions, int copies)
    {
        var whole = new RandomDocument(decisions).Document();
        var (paths, schemas) = ((JsonObject)whole["paths"]!, Schemas(whole));
        for (var copy = 1; copy < copies; copy++)
        {
            var next = (JsonObject)JsonNode.Parse(new RandomDocument(decisions).Document().ToJsonString()
                .Replace("#/components/schemas/", $"#/components/schemas/C{copy}", StringComparison.Ordinal)
                .Replace("#/definitions/", $"#/definitions/C{copy}", StringComparison.Ordinal))!;
            Move(next["paths"]!, paths, "/c" + copy);
            Move(Schemas(next), schemas, "C" + copy);
        }

        return whole.ToJsonString();
    }

    private static JsonObject Schemas(JsonObject document) =>
        (JsonObject)(document["definitions"] ?? document["components"]!["schemas"])!;

    private static void Move(JsonNode from, JsonObject to, string prefix)
    {
        foreach (var member in from.AsObject())
        {
            to[prefix + member.Key] = member.Value?.DeepClone();
        }
    }

    private JsonObject Document()
    {
        var version = Pick("3.0.3", "3.1.0", "3.2.0", "2.0");
        var isSwagger = version == "2.0";
        var schemas = Map(6, () => Schema(0));
        var document =
            new JsonObject { [isSwagger ? "swagger" : "openapi"] = version,
                ["info"] = new JsonObject { ["title"] = "Random", ["version"] = "1" } };
        document["paths"] = new JsonObject { ["/a/{" + Name() + "}"] = PathItem(isSwagger), ["/b"] = PathItem(isSwagger) };
        var schemes = Map(3, Scheme);
        document["security"] = Security();
        document[isSwagger ? "definitions" : "components"] =
            isSwagger ? schemas : new JsonObject { ["schemas"] = schemas, ["securitySchemes"] = schemes };
        document[isSwagger ? "securityDefinitions" : "servers"] = isSwagger ? schemes : Servers(3);
        document["tags"] = new JsonArray([.. Many(2, () =>
            new JsonObject { ["name"] = Name(), ["description"] = Name(), ["x-server"] = Name() })]);
        return document;
    }

    private JsonArray Servers(int most) => new([.. Many(most, () => new JsonObject
    {
        ["url"] = Pick("https://{A}.example.com/{B}", "/", "", "https://example.com/", "{", Name()),
        [Pick("x-name", "name", "x-none")] = Name(),
        ["description"] = Name(),
        ["variables"] = Map(3, () => new JsonObject { ["default"] = Name(), ["enum"] = new JsonArray(Name()), ["description"] = Name() }),
    })]);

    private JsonObject Scheme() => new()
    {
        ["type"] = Pick("apiKey", "http", "oauth2", "openIdConnect", "basic", "odd"),
        ["in"] = Pick("header", "query", "cookie", "odd"),
        ["name"] = Name(),
        ["scheme"] = Pick("basic", "bearer", "Digest", Name()),
        ["description"] = Name(),
    };

    private JsonArray Security() => new([.. Many(2, () => Map(2, static () => new JsonArray()))]);

    private JsonObject PathItem(bool isSwagger) =>
        Map(2, () => Operation(isSwagger), () => Pick("get", "post", "patch", "put", "delete", "trace"));

    private JsonObject Operation(bool isSwagger)
    {
        var operation = new JsonObject { ["operationId"] = Name(), ["deprecated"] = Bool(), ["tags"] = new JsonArray(Name()) };
        operation["parameters"] = new JsonArray([.. Many(2, () => Parameter(isSwagger))]);
        if (Bool())
        {
            operation["security"] = Security();
        }

        if (Next(4) == 1)
        {
            operation["servers"] = Servers(2);
            operation["x-pagination"] =
                new JsonObject { ["pageToken"] = Name() + "." + Name(), ["nextPageToken"] = Name(), ["items"] = Name() };
        }

        if (!isSwagger && Bool())
        {
            operation["requestBody"] = new JsonObject { ["content"] = Content() };
        }

        operation["responses"] =
            Map(2, () =>
                new JsonObject { ["description"] = Name(), [isSwagger ? "schema" : "content"] = isSwagger ? Schema(1) : Content() }, () =>
                    Pick("200", "204", "404", "default", "2XX", "302", "103", "4XX"));
        return operation;
    }

    private JsonObject Content() => Map(3, Media, () => Pick(
        "application/json", "multipart/form-data", "application/x-www-form-urlencoded", "text/plain", "application/merge-patch+json",
        "application/x-ndjson", "text/event-stream", "application/xml", "application/octet-stream", "*/*", "odd"));

    private JsonObject Media() => new()
    {
        [Pick("schema", "schema", "schema", "itemSchema")] = Schema(1),
        ["encoding"] = Map(2, () => new JsonObject
        {
            [Pick("contentType", "x-none")] = Pick("application/json", "application/xml", "text/csv, application/json", "*/*", Name()),
            [Pick("style", "x-none")] = Pick("form", "deepObject", "spaceDelimited", "pipeDelimited", "odd"),
            [Pick("explode", "allowReserved", "headers", "x-none")] = Bool(),
        }),
    };

    private JsonObject Parameter(bool isSwagger)
    {
        var parameter = new JsonObject { ["name"] = Name(), ["in"] = Pick("query", "path", "header", "cookie"), ["required"] = Bool() };
        if (isSwagger)
        {
            parameter["type"] = Pick("string", "integer", "array");
            parameter["items"] = new JsonObject { ["type"] = "string" };
            parameter["collectionFormat"] = Pick("csv", "ssv", "tsv", "pipes", "multi", "odd");
        }
        else
        {
            parameter["schema"] = Schema(2);
            parameter["style"] = Pick("form", "simple", "deepObject", "pipeDelimited", "matrix", "label");
            parameter["explode"] = Bool();
        }

        return parameter;
    }

    private JsonNode Schema(int depth)
    {
        var kind = depth >= Deepest ? 0 : Next(13);
        return kind switch
        {
            0 => new JsonObject { ["type"] = Pick(Types), ["format"] = Pick(Formats) },
            1 or 2 => new JsonObject { ["$ref"] = Reference() },
            3 =>
                new JsonObject { ["type"] = "object", ["properties"] = Map(4, () => Schema(depth + 1)),
                    ["required"] = new JsonArray(Name(), Name()) },
            4 => new JsonObject { ["allOf"] = List(depth), ["description"] = Name() },
            5 =>
                new JsonObject { ["oneOf"] = List(depth),
                    ["discriminator"] = new JsonObject { ["propertyName"] = Name(),
                    ["mapping"] = new JsonObject { [Name()] = Reference() } } },
            6 => new JsonObject { ["anyOf"] = List(depth) },
            7 => new JsonObject { ["type"] = "array", ["items"] = Schema(depth + 1) },
            8 => new JsonObject { ["type"] = "object", ["additionalProperties"] = Bool() ? Schema(depth + 1) : JsonValue.Create(Bool()) },
            9 =>
                new JsonObject { ["enum"] = new JsonArray([.. Many(3,
                    () => (JsonNode?)(Bool() ? JsonValue.Create(Name()) : Bool() ? JsonValue.Create(Next(9)) : null))]),
                    ["x-enum-varnames"] = new JsonArray(Name(), Name()) },
            10 => new JsonObject { ["type"] = new JsonArray(Pick(Types), Pick(Types)), ["const"] = Next(3), ["default"] = Name() },
            11 => new JsonObject { ["type"] = "array", [Pick("prefixItems", "items")] = List(depth), ["unevaluatedItems"] = Bool(),
                [Pick("items", "format", "x-none")] = Bool() ? Schema(depth + 1) : JsonValue.Create(Bool()) },
            _ => Odd(),
        };
    }

    /// <summary>A schema with a value of the wrong kind.</summary>
    private JsonNode Odd() => Next(4) switch
    {
        0 => JsonValue.Create(Bool()),
        1 => new JsonArray(Name()),
        _ =>
            new JsonObject { [Pick(Keywords)] = Next(4) switch { 0 => 5, 1 => "x", 2 => new JsonArray(),
                _ => new JsonObject { [Name()] = Bool() } } },
    };

    private JsonArray List(int depth) => new([.. Many(3, () => Schema(depth + 1))]);

    private string Reference() => Pick("#/components/schemas/", "#/definitions/")
        + Name().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
        + Pick("", "", "", "/properties/A", "/items", "/allOf/0");

    private JsonObject Map(int most, Func<JsonNode?> value, Func<string>? name = null)
    {
        var map = new JsonObject();
        for (var left = Next(most + 1); left > 0; left--)
        {
            map[(name ?? Name)()] = value();
        }

        return map;
    }

    private JsonNode?[] Many(int most, Func<JsonNode?> value) => [.. Enumerable.Range(0, Next(most + 1)).Select(_ => value())];

    private string Name() => Pick(Names);

    private bool Bool() => Next(2) == 1;

    private string Pick(params string[] values) => values[Next(values.Length)];

    private int Next(int count) => _next < decisions.Count ? (int)((uint)decisions[_next++] % (uint)count) : 0;
}
