namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>The shortest documents around what a test is about.</summary>
internal static class SmallDocument
{
    /// <summary>One operation; line 7 is its first own line.</summary>
    public static string Operation(string members, string path = "/things", string method = "get") => $$"""
        {
          "openapi": "3.1.0",
          "info": { "title": "Small", "version": "1" },
          "paths": {
            "{{path}}": {
              "{{method}}": {
        {{members}}
              }
            }
          }
        }
        """;

    /// <summary>One schema named Thing; line 7 is its first own line.</summary>
    public static string Schema(string members) => $$"""
        {
          "openapi": "3.1.0",
          "info": { "title": "Small", "version": "1" },
          "paths": {},
          "components": { "schemas": {
            "Thing": {
        {{members}}
            }
          } }
        }
        """;
}
