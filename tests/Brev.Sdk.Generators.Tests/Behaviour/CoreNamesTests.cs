using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>The emitted method that sends has names of its own beside those of the document.</summary>
public sealed class CoreNamesTests
{
    private const string Document = """
        {
          "openapi": "3.1.0", "info": { "title": "Names", "version": "1" }, "servers": [ { "url": "https://example.com" } ],
          "paths": { "/{query}/{content}/{cookies}": { "post": {
            "operationId": "Send", "tags": ["Things"], "security": [],
            "parameters": [
              { "name": "query", "in": "path", "required": true, "schema": { "type": "string" } },
              { "name": "content", "in": "path", "required": true, "schema": { "type": "string" } },
              { "name": "cookies", "in": "path", "required": true, "schema": { "type": "string" } },
              { "name": "flags", "in": "query", "explode": false, "schema": { "type": "array", "items": { "type": "boolean" } } },
              { "name": "session", "in": "cookie", "schema": { "type": "string" } }
            ],
            "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": {
              "type": "object", "properties": { "on": { "type": "boolean" } } } } } },
            "responses": { "204": { "description": "Done." } }
          } } }
        }
        """;

    [Fact]
    public void Parameters_of_the_document_keep_the_names_that_the_emitted_ones_would_have()
    {
        var file = MemoryFile.Document(Document);
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();

        GeneratorHarness.Client(MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()], file)
            .AssertCompiles();
    }
}
