namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>A document with a method of each kind that an interface and a client have.</summary>
internal static class InterfaceAndClientDocument
{
    private const string Request = """ "requestBody": { "required": true, "content": { "application/json": { "schema": """;

    private const string Made = """ "required": ["name"], "properties": { "name": { "type": "string" } } """;

    private const string Thing = """ "200": { "description": "A thing.", "content": { "application/json": {"""
        + """ "schema": { "$ref": "#/components/schemas/Thing" } } } } """;

    private const string Done = """ "204": { "description": "Done." } """;

    private const string Pages = """
        "x-pagination": { "pageToken": "page.token", "nextPageToken": "next", "items": "items" },
        "responses": { "200": { "description": "A page.", "content": { "application/json": { "schema": { "type": "object", "properties": {
          "next": { "type": "string" }, "items": { "type": "array", "items": { "type": "string" } } } } } } } }
        """;

    private const string Page = """ "page": { "type": "object", "properties": { "token": { "type": "string" } } } """;

    public static readonly string Text = $$"""
        { "openapi": "3.1.0", "info": { "title": "Methods", "version": "1" }, "paths": {
          "/make": { "post": { "tags": ["Things"], "operationId": "make", {{Request}} { "type": "object", {{Made}} } } } },
            "responses": { {{Thing}} } } },
          "/send": { "post": { "tags": ["Things"], "operationId": "send", {{Request}} { "type": "object", {{Made}} } } } },
            "responses": { {{Done}} } } },
          "/fill": { "post": { "tags": ["Things"], "operationId": "fill", "requestBody": { "required": true,
            "content": { "application/x-www-form-urlencoded": { "schema": { "type": "object", {{Made}} } } } },
            "responses": { {{Thing}} } } },
          "/change": { "post": { "tags": ["Things"], "operationId": "change",
            {{Request}} { "type": "object", "properties": { "name": { "type": "string" } } } } } }, "responses": { {{Thing}} } } },
          "/touch": { "post": { "tags": ["Things"], "operationId": "touch",
            {{Request}} { "type": "object", "additionalProperties": false } } } }, "responses": { {{Thing}} } } },
          "/at/{path}": { "parameters": [ { "name": "path", "in": "path", "required": true, "schema": { "type": "string" } } ],
            "get": { "tags": ["Things"], "operationId": "find", "parameters": [
              { "name": "query", "in": "query", "required": true, "schema": { "type": "string" } },
              { "name": "header", "in": "header", "required": true, "schema": { "type": "string" } } ],
              "responses": { "200": { "description": "Things.",
                "content": { "application/json": { "schema": { "type": "array", "items": { "type": "string" } } } } } } },
            "put": { "tags": ["Things"], "operationId": "watch", "responses": { "200": { "description": "Values.",
              "content": { "application/x-ndjson": { "schema": { "type": "integer" } } } } } } },
          "/list": { "post": { "tags": ["Things"], "operationId": "listThings",
            {{Request}} { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" }, {{Page}} } } } } },
            {{Pages}} } },
          "/all": { "post": { "tags": ["Things"], "operationId": "listAll",
            {{Request}} { "type": "object", "properties": { {{Page}} } } } } }, {{Pages}} } } },
          "components": { "schemas": { "Thing": { "type": "object", "properties": { "name": { "type": "string" } } } } } }
        """;
}
