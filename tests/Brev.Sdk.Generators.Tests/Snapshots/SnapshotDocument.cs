namespace Brev.Sdk.Generators.Tests.Snapshots;

/// <summary>Small documents around one feature.</summary>
internal static class SnapshotDocument
{
    public static string Schemas(string schemas) => $$"""
        {
          "openapi": "3.1.0",
          "info": { "title": "Features", "version": "1" },
          "paths": {},
          "components": { "schemas": { {{schemas}} } }
        }
        """;

    public static string Operation(string path, string method, string members, string schemas = "") => $$"""
        {
          "openapi": "3.1.0",
          "info": { "title": "Features", "version": "1" },
          "paths": { "{{path}}": { "{{method}}": { "tags": ["Things"], {{members}} } } },
          "components": {
            "schemas": { {{schemas}} },
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } }
          }
        }
        """;
}
