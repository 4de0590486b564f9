using System.Text.Json;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>The documents of the table: an operation for each of its cells.</summary>
internal static class WireTableDocument
{
    public static string Text() => With(string.Join(",\n", WireTable.Rows
        .SelectMany((row, index) => WireTable.Types.Select((type, column) =>
            Operation($"Call{index}x{column}", new WireCase(row.Place, row.Style, type.Schema, "", "", row.Section))))
        .Concat(WireCases.All.Select((given, index) => Operation($"Case{index}", given)))));

    public static string Text2() => $$"""
        {
          "swagger": "2.0", "info": { "title": "Styles", "version": "1" }, "host": "example.com", "schemes": ["https"],
          "paths": { {{string.Join(",\n", WireTable.Version2.Select((row, index) => Operation2($"Call{index}", row.Place, row.Format)))}} }
        }
        """;

    public static string With(string paths) => $$"""
        {
          "openapi": "3.1.0", "info": { "title": "Styles", "version": "1" },
          "paths": { {{paths}} },
          "components": { "schemas": {
            "State": { "type": "string", "enum": ["in-active", "b"] },
            "Color": { "type": "object", "additionalProperties": false, "properties": {
              "R": { "type": "integer" }, "G": { "type": "integer" } } } } }
        }
        """;

    public static string Operation(string id, WireCase given)
    {
        var style = given.Style is "" or "content" ? "" : given.Style + ",";
        var name = JsonSerializer.Serialize(given.Name);
        var isGiven = given.Value is not ("null" or "\"\"") || given.Place == "path";
        var described = given.Style == "content"
            ? $$""" "content": { "application/json": { "schema": { {{given.Schema}} } } } """
            : $$""" {{style}} "schema": { {{given.Schema}} } """;
        var media = given.Place == "form" ? "application/x-www-form-urlencoded" : "multipart/form-data";
        var encoding = given.Style.Length > 0 ? $$""", "encoding": { {{name}}: { {{given.Style}} } } """ : "";
        var required = isGiven ? $"\"required\": [{name}]," : "";
        var body = $$"""
            "requestBody": { "content": { "{{media}}": { "schema": {
              "type": "object", {{required}} "properties": { {{name}}: { {{given.Schema}} } } }{{encoding}} } } }
            """;
        var members = given.Place is "form" or "multipart"
            ? body
            : $$"""
                "parameters": [ {
                  "name": {{name}}, "in": "{{given.Place}}", "required": {{(isGiven ? "true" : "false")}}, {{described}} } ]
                """;
        return Path(id, given.Place, members, given.Name);
    }

    private static string Operation2(string id, string place, string format)
    {
        var media = place == "form" ? "application/x-www-form-urlencoded" : "multipart/form-data";
        var written = format.Length > 0 ? $", \"collectionFormat\": \"{format}\"" : "";
        var location = place is "form" or "multipart" ? "formData" : place;
        return Path(id, place, $$"""
            "consumes": ["{{media}}"],
            "parameters": [ {
              "name": "color", "in": "{{location}}", "required": true, "type": "array", "items": { "type": "string" }{{written}} } ]
            """, "color");
    }

    private static string Path(string id, string place, string given, string name)
    {
        var method = place is "form" or "multipart" ? "post" : "get";
        return $$"""
            "/{{id}}{{(place == "path" ? "/{" + name + "}" : "")}}": { "{{method}}": {
              "operationId": "{{id}}", "responses": { "204": { "description": "Done." } }, {{given}} } }
            """;
    }
}
