using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Verify;

namespace Brev.Sdk.Generators.Tests.Snapshots.Features;

/// <summary>What is emitted for each feature of schemas.</summary>
public sealed class SchemaSnapshots
{
    [Fact]
    public Task Open_enumeration() => Verifier.Verify(Emitted("""
        "Status": {
          "type": "string", "description": "Where it is.",
          "enum": ["in-use", "8K", "out of order", "", "+", "-"],
          "x-enum-varnames": ["InUse"], "x-enum-descriptions": ["Somebody works with it."]
        }
        """));

    [Fact]
    public Task Secret() => Verifier.Verify(Emitted("""
        "Login": { "type": "object", "properties": {
          "name": { "type": "string" },
          "password": { "type": "string", "format": "password" },
          "keys": { "type": "array", "items": { "type": "string" }, "x-secret": true } } }
        """));

    [Fact]
    public Task Nullable_reference() => Verifier.Verify(Emitted("""
        "Outer": { "type": "object", "additionalProperties": false, "properties": {
          "first": { "oneOf": [ { "$ref": "#/components/schemas/Inner" }, { "type": "null" } ] },
          "second": { "anyOf": [ { "type": "null" }, { "type": "array", "items": { "type": ["string", "null"] } } ] } } },
        "Inner": { "type": "object", "additionalProperties": false, "properties": { "count": { "type": "integer", "format": "int32" } } }
        """));

    [Fact]
    public Task AllOf() => Verifier.Verify(Emitted("""
        "Base": { "type": "object", "properties": { "id": { "type": "string" }, "kind": { "type": "string" } } },
        "Derived": { "description": "More than the base.",
          "allOf": [ { "$ref": "#/components/schemas/Base" },
          { "type": "object", "properties": { "kind": { "type": "integer" }, "size": { "type": "number" } } } ] }
        """));

    /// <summary>With all that emitted code shares.</summary>
    [Fact]
    public Task Formats() => Verifier.Verify(GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Schemas("""
        "Formats": { "type": "object", "properties": {
          "time": { "type": "string", "format": "date-time" }, "day": { "type": "string", "format": "date" },
          "id": { "type": "string", "format": "uuid" }, "bytes": { "type": "string", "format": "byte" },
          "longText": { "type": "string", "format": "int64" }, "price": { "type": ["number", "string"], "format": "decimal" },
          "duration": { "type": "string", "format": "duration" }, "goDuration": { "type": "string", "format": "go-duration" },
          "protobufDuration": { "type": "string", "format": "protobuf-duration" },
            "nanoseconds": { "type": "integer", "format": "nanoseconds" },
          "times": { "type": "array", "items": { "type": "string", "format": "date-time" } },
          "durations": { "type": "object", "additionalProperties": { "type": "string", "format": "duration" } },
          "flag": { "type": "boolean" }, "self": { "$ref": "#/components/schemas/Formats" },
          "counts": { "type": "array", "items": { "type": ["integer", "null"] } },
            "names": { "type": "array", "items": { "type": ["string", "null"] } },
          "either": { "oneOf": [ { "type": "string" }, { "type": "boolean" } ] } } }
        """))).AssertCompiles().Targets());

    [Fact]
    public Task Unknown_members() => Verifier.Verify(Emitted("""
        "Open": { "type": "object", "properties": { "name": { "type": "string" } } },
        "Closed": { "type": "object", "additionalProperties": false, "properties": { "name": { "type": "string" } } },
        "Named": { "type": "object", "properties": { "AdditionalProperties": { "type": "string" } } },
        "Map": { "type": "object", "properties": { "counts": { "type": "object", "additionalProperties": { "type": "integer" } },
          "free": { "type": "object" } } }
        """));

    [Fact]
    public Task Inline_types() => Verifier.Verify(Emitted("""
        "Order": { "type": "object", "additionalProperties": false, "properties": {
          "state": { "type": "string", "enum": ["open", "done"] },
          "lines": { "type": "array", "items": { "type": "object", "additionalProperties": false,
            "properties": { "amount": { "type": "integer" } } } } } }
        """));

    [Fact]
    public Task Union_with_discriminator() => Verifier.Verify(Emitted("""
        "Pet": { "description": "An animal.", "oneOf": [ { "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" } ],
          "discriminator": { "propertyName": "kind",
            "mapping": { "cat": "#/components/schemas/Cat", "kitten": "#/components/schemas/Cat" } } },
        "Cat": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "lives": { "type": "integer" } } },
        "Dog": { "type": "object", "required": ["kind"],
          "properties": { "kind": { "type": "string" }, "tricks": { "type": "array", "items": { "type": "string" } } } }
        """));

    [Fact]
    public Task Union_of_values() => Verifier.Verify(Emitted("""
        "Value": { "anyOf": [ { "type": "string" }, { "type": "number" }, { "type": "integer" }, { "type": "boolean" },
          { "type": "array", "items": { "$ref": "#/components/schemas/Value" } },
            { "type": "object", "additionalProperties": { "type": "string" } }, { "type": "null" } ] }
        """));

    [Fact]
    public Task Colliding_names() => Verifier.Verify(Emitted("""
        "user-id": { "type": "object", "additionalProperties": false,
          "properties": { "a-b": { "type": "string" }, "a_b": { "type": "string" }, "AB": { "type": "string" } } },
        "user_id": { "type": "object", "additionalProperties": false, "properties": { "user_id": { "type": "string" } } },
        "UserId": { "type": "object", "additionalProperties": false, "properties": { "UserId": { "type": "string" } } }
        """));

    [Fact]
    public Task Always_sent() => Verifier.Verify(GeneratorHarness.Contracts(MemoryFile.Document(
        SnapshotDocument.Operation("/things", "post", """
        "operationId": "Create", "responses": { "204": { "description": "Done." } },
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } }
        """, """
        "State": { "type": "string", "enum": ["new", "used"] },
        "Thing": { "type": "object", "required": ["name"], "additionalProperties": false,
          "x-always-sent": ["name", "note", "state", "count", "price", "share", "isOpen", "tags", "labels", "size"],
          "properties": {
            "name": { "type": "string" }, "note": { "type": "string", "default": "" },
              "state": { "$ref": "#/components/schemas/State", "default": "new" },
            "count": { "type": "integer", "default": -3 }, "price": { "type": "string", "format": "decimal" },
              "share": { "type": ["number", "null"], "default": 0.5 },
            "isOpen": { "type": "boolean", "default": false }, "tags": { "type": "array", "items": { "type": "string" }, "default": [] },
            "labels": { "type": ["object", "null"], "additionalProperties": { "type": "string" }, "default": {} },
              "size": { "type": ["integer", "null"] },
            "other": { "type": "string", "default": "left out" } } }
        """))).AssertCompiles().OwnTargets());

    [Fact]
    public Task Deprecated() => Verifier.Verify(Emitted("""
        "Thing": { "type": "object", "properties": {
          "old": { "type": "string", "deprecated": true, "description": "Ignored today. Use `new`." },
          "older": { "type": "array", "items": { "type": "string" }, "deprecated": true },
          "new": { "type": "string" } } }
        """));

    private static IEnumerable<Target> Emitted(string schemas) =>
        GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Schemas(schemas))).AssertCompiles().OwnTargets();
}
