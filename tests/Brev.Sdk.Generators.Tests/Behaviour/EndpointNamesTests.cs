using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>A client has one member for each endpoint, whatever the operation is called; an empty answer is told with it.</summary>
public sealed class EndpointNamesTests
{
    private static readonly string[] Ids =
        ["operations", "equals", "toString", "getType", "referenceEquals", "finalize", "getThing", "new"];

    private static readonly Lazy<CalledClient> Client = new(() => new CalledClient($$"""
        { "openapi": "3.1.0", "info": { "title": "Names", "version": "1" }, "paths": { {{string.Join(", ", Ids.Select(id => $$"""
          "/{{id}}": { "get": { "operationId": "{{id}}", "responses": { "200": { "description": "A thing.",
            "content": { "application/json": { "schema": { "type": "object", "properties": { "name": { "type": "string" } } } } } } } } }
          """))}} } }
        """));

    public static TheoryData<string> Operations => [.. Ids];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_empty_answer_is_told_with_the_endpoint_of_its_operation(string id)
    {
        var name = char.ToUpperInvariant(id[0]) + id[1..];
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Client.Value.CallAsync(name + "Async"));
        Assert.Equal(name, error.Message);
    }
}
