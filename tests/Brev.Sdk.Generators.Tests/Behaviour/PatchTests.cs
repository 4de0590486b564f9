using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Of what is to be changed, leaving a member out and setting it to null are two things.</summary>
public sealed class PatchTests
{
    private const string Members = """
        "type": "object", "properties": { "assignee": { "type": ["string", "null"] }, "title": { "type": "string" },
          "size": { "type": ["integer", "null"] },
          "tags": { "type": ["array", "null"], "items": { "type": "string" } }, "model": { "type": ["string", "null"] } }
        """;

    private static string Document(string method, string media, string schema) => SnapshotDocument.Operation("/a", method, $$"""
        "operationId": "send", "responses": { "204": { "description": "Done." } },
        "requestBody": { "required": true, "content": { "{{media}}": { "schema": {{schema}} } } }
        """, $"\"Change\": {{ {Members} }}");

    [Theory]
    [InlineData("patch", "application/merge-patch+json")]
    [InlineData("patch", "application/json")]
    [InlineData("post", "application/merge-patch+json; charset=utf-8")]
    public async Task An_optional_member_can_be_sent_as_null_and_left_out(string method, string media)
    {
        using var client = new CalledClient(Document(method, media, "{ \"$ref\": \"#/components/schemas/Change\" }"));
        foreach (var body in new[]
        {
            "{}", """{"assignee":null}""", """{"assignee":"x","size":null,"tags":null}""", """{"title":"t","model":null}""",
        })
        {
            await client.CallAsync("SendAsync", ("request", client.Create("Change", body)));
            Assert.Equal(body, client.Body);
        }
    }

    [Fact]
    public async Task A_property_that_is_set_to_null_is_sent_and_one_that_is_not_set_is_left_out()
    {
        using var client = new CalledClient(
            Document("patch", "application/merge-patch+json", "{ \"$ref\": \"#/components/schemas/Change\" }"));
        var change = Activator.CreateInstance(client.Create("Change", "{}").GetType())!;
        change.GetType().GetProperty("Size")!.SetValue(change, null);
        await client.CallAsync("SendAsync", ("request", change));
        Assert.Equal("""{"size":null}""", client.Body);
    }

    [Fact]
    public async Task A_body_that_stands_in_the_operation_of_a_document_of_version_3_0_can_send_null()
    {
        const string Schema = """{ "type": "object", "properties": { "assignee": { "type": "string", "nullable": true } } }""";
        using var client = new CalledClient(
            Document("patch", "application/merge-patch+json", Schema).Replace("3.1.0", "3.0.3", StringComparison.Ordinal));
        var change = client.Create(client.BodyType("SendAsync"), "{}");
        await client.CallAsync("SendAsync", ("request", change));
        Assert.Equal("{}", client.Body);

        change.GetType().GetProperty("Assignee")!.SetValue(change, null);
        await client.CallAsync("SendAsync", ("request", change));
        Assert.Equal("""{"assignee":null}""", client.Body);
    }

    [Fact]
    public async Task A_member_that_cannot_be_null_is_left_out_when_it_is_set_to_null()
    {
        using var client = new CalledClient(
            Document("patch", "application/merge-patch+json", "{ \"$ref\": \"#/components/schemas/Change\" }"));
        var change = Activator.CreateInstance(client.Create("Change", "{}").GetType())!;
        change.GetType().GetProperty("Title")!.SetValue(change, null);
        await client.CallAsync("SendAsync", ("request", change));
        Assert.Equal("{}", client.Body);
    }

    [Fact]
    public async Task A_body_that_replaces_leaves_out_what_is_null()
    {
        using var client = new CalledClient(Document("put", "application/json", "{ \"$ref\": \"#/components/schemas/Change\" }"));
        await client.CallAsync("SendAsync", ("request", client.Create("Change", """{"assignee":null,"title":"t"}""")));
        Assert.Equal("""{"title":"t"}""", client.Body);
    }
}
