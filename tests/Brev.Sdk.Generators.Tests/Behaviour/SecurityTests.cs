using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Each security scheme leaves its own place empty on the wire, and a handler fills that place and no other.</summary>
public sealed class SecurityTests
{
    [Theory]
    [InlineData("""{ "type": "http", "scheme": "bearer" }""", "Bearer")]
    [InlineData("""{ "type": "http", "scheme": "Bearer" }""", "Bearer")]
    [InlineData("""{ "type": "oauth2", "flows": {} }""", "Bearer")]
    [InlineData("""{ "type": "openIdConnect", "openIdConnectUrl": "https://example.com" }""", "Bearer")]
    [InlineData("""{ "type": "http", "scheme": "basic" }""", "Basic")]
    [InlineData("""{ "type": "http", "scheme": "digest" }""", "Digest")]
    public async Task A_scheme_of_Authorization_stands_there_without_its_parameter(string scheme, string marker)
    {
        var client = Client(scheme);
        await client.CallAsync("AAsync");
        Assert.Equal(marker, client.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_key_in_a_header_is_that_header_without_a_value()
    {
        var client = Client("""{ "type": "apiKey", "in": "header", "name": "X-Api-Key" }""");
        await client.CallAsync("AAsync");
        Assert.Equal("", client.Headers["X-Api-Key"]);
        Assert.DoesNotContain("Authorization", client.Headers.Keys);
    }

    [Fact]
    public async Task A_key_in_the_query_is_that_parameter_without_a_value()
    {
        var client = Client("""{ "type": "apiKey", "in": "query", "name": "api key" }""");
        await client.CallAsync("AAsync");
        Assert.Equal("/a?api%20key=", client.Target);
        Assert.DoesNotContain("Authorization", client.Headers.Keys);
    }

    [Fact]
    public async Task A_key_in_a_cookie_is_that_cookie_without_a_value()
    {
        var client = Client("""{ "type": "apiKey", "in": "cookie", "name": "session" }""");
        await client.CallAsync("AAsync");
        Assert.Equal("session=", client.Headers["Cookie"]);
        Assert.DoesNotContain("Authorization", client.Headers.Keys);
    }

    [Fact]
    public async Task The_cookie_of_a_key_stands_beside_those_of_parameters()
    {
        var client = Client(
            """{ "type": "apiKey", "in": "cookie", "name": "session" }""",
            members: """ "parameters": [ { "name": "lang", "in": "cookie", "schema": { "type": "string" } } ], """);
        await client.CallAsync("AAsync", ("lang", "en"));
        Assert.Equal("session=; lang=en", client.Headers["Cookie"]);
        await client.CallAsync("AAsync");
        Assert.Equal("session=", client.Headers["Cookie"]);
    }

    [Theory]
    [InlineData("""{ "name": "n", "in": "query", "schema": { "type": "string" } }""", "/a?k=&n=x")]
    [InlineData("""
        { "name": "n", "in": "query", "explode": false, "schema": { "type": "array", "items": { "type": "string" } } }
        """, "/a?k=&n=x")]
    public async Task The_parameter_of_a_key_stands_beside_those_of_the_operation(string parameter, string target)
    {
        var client = Client("""{ "type": "apiKey", "in": "query", "name": "k" }""", members: $$""" "parameters": [ {{parameter}} ], """);
        object value = parameter.Contains("array", StringComparison.Ordinal) ? new[] { "x" } : "x";
        await client.CallAsync("AAsync", ("n", value));
        Assert.Equal(target, client.Target);
    }

    /// <summary>Two values in one place are none: a server would read the empty one, or both.</summary>
    [Theory]
    [InlineData("query", "k", "key", "/a?key=s")]
    [InlineData("cookie", "k", "Cookie", "key=s")]
    [InlineData("header", "k", "key", "s")]
    [InlineData("header", "K", "key", "s")]
    public async Task A_parameter_in_the_place_of_a_credential_is_no_second_value(string place, string letter, string header, string sent)
    {
        var client = Client(
            $$"""{ "type": "apiKey", "in": "{{place}}", "name": "key" }""",
            members: $$"""
                "parameters": [
                  { "name": "{{letter}}ey", "in": "{{place}}", "required": true, "schema": { "type": "string" } },
                  { "name": "n", "in": "query", "schema": { "type": "string" } } ],
                """,
            credential: "s");
        Assert.Equal(["n", "cancellationToken"], client.Parameters("AAsync"));
        await client.CallAsync("AAsync");
        Assert.Equal(sent, place == "query" ? client.Target : client.Headers[header]);
    }

    [Fact]
    public async Task A_member_of_an_object_in_the_place_of_a_credential_is_no_second_value()
    {
        var client = Client(
            """{ "type": "apiKey", "in": "query", "name": "key" }""",
            members: """
                "parameters": [ { "name": "o", "in": "query", "schema": { "type": "object", "properties": {
                  "key": { "type": "string" }, "n": { "type": "string" } } } } ],
                """);
        Assert.Equal(["n", "cancellationToken"], client.Parameters("AAsync"));
        await client.CallAsync("AAsync", ("n", "x"));
        Assert.Equal("/a?key=&n=x", client.Target);
    }

    [Fact]
    public async Task An_operation_that_asks_for_nothing_leaves_no_place()
    {
        var client = Client("""{ "type": "apiKey", "in": "header", "name": "X-Api-Key" }""", security: "[]");
        await client.CallAsync("AAsync");
        Assert.DoesNotContain("X-Api-Key", client.Headers.Keys);
    }

    /// <summary>An empty token is a wrong one, which many servers refuse where they take calls without any.</summary>
    [Theory]
    [InlineData("""{ "type": "http", "scheme": "bearer" }""", """[ {}, { "K": [] } ]""")]
    [InlineData("""{ "type": "http", "scheme": "bearer" }""", """[ { "K": [] }, {} ]""")]
    [InlineData("""{ "type": "apiKey", "in": "header", "name": "Authorization" }""", """[ {}, { "K": [] } ]""")]
    [InlineData("""{ "type": "apiKey", "in": "query", "name": "key" }""", """[ {}, { "K": [] } ]""")]
    [InlineData("""{ "type": "apiKey", "in": "cookie", "name": "key" }""", """[ {}, { "K": [] } ]""")]
    public async Task An_operation_that_can_be_called_without_credentials_leaves_no_place(string scheme, string security)
    {
        var client = Client(scheme, security);
        await client.CallAsync("AAsync");
        Assert.Equal("/a", client.Target);
        Assert.DoesNotContain("Authorization", client.Headers.Keys);
        Assert.DoesNotContain("Cookie", client.Headers.Keys);
    }

    [Fact]
    public async Task Two_schemes_at_once_leave_a_place_each()
    {
        var client = new CalledClient(Document(
            """ "K": { "type": "apiKey", "in": "header", "name": "X-Api-Key" }, "T": { "type": "http", "scheme": "bearer" } """,
            """[ { "K": [], "T": [] } ]"""));
        await client.CallAsync("AAsync");
        Assert.Equal(("", "Bearer"), (client.Headers["X-Api-Key"], client.Headers["Authorization"]));
    }

    [Fact]
    public async Task Of_several_ways_the_one_with_a_bearer_token_is_taken()
    {
        var client = new CalledClient(Document(
            """ "K": { "type": "apiKey", "in": "header", "name": "X-Api-Key" }, "T": { "type": "http", "scheme": "bearer" } """,
            """[ { "K": [] }, { "T": [] } ]"""));
        await client.CallAsync("AAsync");
        Assert.Equal("Bearer", client.Headers["Authorization"]);
        Assert.DoesNotContain("X-Api-Key", client.Headers.Keys);
    }

    [Theory]
    [InlineData("""{ "type": "apiKey", "in": "header", "name": "X-Api-Key" }""", "X-Api-Key", "s=cr+t")]
    [InlineData("""{ "type": "apiKey", "in": "header", "name": "Authorization" }""", "Authorization", "s=cr+t")]
    [InlineData("""{ "type": "apiKey", "in": "cookie", "name": "session" }""", "Cookie", "session=s=cr+t")]
    [InlineData("""{ "type": "http", "scheme": "basic" }""", "Authorization", "Basic cz1jcit0")]
    [InlineData("""{ "type": "http", "scheme": "digest" }""", "Authorization", "Digest s=cr+t")]
    public async Task A_handler_fills_in_its_header(string scheme, string header, string value)
    {
        var client = Client(scheme, credential: "s=cr+t");
        await client.CallAsync("AAsync");
        Assert.Equal(value, client.Headers[header]);
    }

    [Fact]
    public async Task A_handler_fills_in_its_parameter_of_the_query()
    {
        var client = Client(
            """{ "type": "apiKey", "in": "query", "name": "k" }""",
            members: """ "parameters": [ { "name": "n", "in": "query", "schema": { "type": "string" } } ], """,
            credential: "s=cr+t");
        await client.CallAsync("AAsync", ("n", "a b"));
        Assert.Equal("/a?k=s%3Dcr%2Bt&n=a%20b", client.Target);
    }

    [Fact]
    public async Task A_handler_leaves_calls_alone_that_do_not_ask()
    {
        var client = Client(
            """{ "type": "apiKey", "in": "header", "name": "X-Api-Key" }""", credential: "secret", second: """ "security": [], """);
        await client.CallAsync("BAsync");
        Assert.DoesNotContain("X-Api-Key", client.Headers.Keys);
    }

    [Fact]
    public async Task A_credential_that_would_break_out_of_its_place_is_refused()
    {
        var client = Client("""{ "type": "apiKey", "in": "cookie", "name": "session" }""", credential: "a; admin=1");
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.CallAsync("AAsync"));
        Assert.Null(client.Method);
    }

    [Fact]
    public void A_document_with_bearer_tokens_alone_gets_no_handler()
    {
        var run = GeneratorHarness.Contracts(
            MemoryFile.Document(Document(""" "K": { "type": "http", "scheme": "bearer" } """, """[ { "K": [] } ]""")));
        Assert.DoesNotContain(run.Sources.Keys, name => name.Contains("Security", StringComparison.Ordinal)
            || name.Contains("Credential", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2.0", "basic", "Basic")]
    [InlineData("2.0", "oauth2", "Bearer")]
    public async Task Version_2_has_its_own_words(string version, string type, string marker)
    {
        var client = new CalledClient($$"""
            { "swagger": "{{version}}", "info": { "title": "t", "version": "1" }, "host": "example.com", "schemes": ["https"],
              "securityDefinitions": { "K": { "type": "{{type}}", "flow": "implicit", "authorizationUrl": "https://example.com",
                "scopes": {} } },
              "paths": { "/a": { "get": { "operationId": "A", "security": [ { "K": [] } ],
                "responses": { "204": { "description": "done" } } } } } }
            """);
        await client.CallAsync("AAsync");
        Assert.Equal(marker, client.Headers["Authorization"]);
    }

    private static CalledClient Client(
        string scheme, string security = """[ { "K": [] } ]""", string members = "", string? credential = null, string second = "") =>
        new(Document($$""" "K": {{scheme}} """, security, members, second)) { Credential = credential is null ? null : ("K", credential) };

    private static string Document(string schemes, string security, string members = "", string second = "") => $$"""
        {
          "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
          "paths": {
            "/a": { "get": { "operationId": "A", {{members}} "security": {{security}},
              "responses": { "204": { "description": "done" } } } },
            "/b": { "get": { "operationId": "B", {{second}} "responses": { "204": { "description": "done" } } } }
          },
          "components": { "securitySchemes": { {{schemes}} }, "schemas": {} }
        }
        """;
}
