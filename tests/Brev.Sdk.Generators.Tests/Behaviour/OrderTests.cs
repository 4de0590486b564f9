using Brev.Sdk.Generators.Tests.Document;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

public sealed class OrderTests
{
    [Fact]
    public void The_order_of_paths_schemas_and_tags_decides_nothing()
    {
        DocumentOrder.AssertDecidesNothing(BrevDocument.Text);
    }

    [Fact]
    public void Names_that_collide_are_settled_alike_in_any_order()
    {
        DocumentOrder.AssertDecidesNothing("""
            {
              "openapi": "3.1.0", "info": { "title": "Names", "version": "1" },
              "paths": {
                "/a": { "get": { "operationId": "get-thing", "tags": ["b c"],
                  "responses": { "200": { "description": "Done.", "content": { "application/json": { "schema": {
                  "type": "object", "properties": { "status": { "type": "string", "enum": ["on", "ON", "o-n"] } } } } } } } } },
                "/b": { "get": { "operationId": "getThing", "tags": ["bC"], "responses": { "200": { "description": "Done." } } } },
                "/c": { "get": { "tags": ["b-c"], "responses": { "200": { "description": "Done." } } } },
                "/C": { "get": { "responses": { "200": { "description": "Done." } } } }
              },
              "components": { "schemas": {
                "user-id": { "type": "object", "properties": { "x": { "type": "string" } } },
                "user_id": { "type": "object", "properties": { "y": { "type": "string" } } },
                "UserId": { "type": "object", "properties": { "z": { "type": "string" } } },
                "USERID": { "type": "object", "properties": { "z-z": { "type": "string" }, "z_z": { "type": "string" } } },
                "GetThingResponse": { "type": "object", "properties": { "z": { "type": "string" } } },
                "GetThingResponseStatus": { "type": "object", "properties": { "z": { "type": "string" } } }
              } }
            }
            """);
    }
}
