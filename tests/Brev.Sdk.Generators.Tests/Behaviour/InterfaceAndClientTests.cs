using System.Net;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>An interface has the methods of a client with the same parameters, and both refuse in one way what is missing.</summary>
public sealed class InterfaceAndClientTests
{
    private static readonly Lazy<BareApi> Api = new(() => new BareApi(InterfaceAndClientDocument.Text));

    private static readonly Lazy<CalledClient> Client = new(() => new CalledClient(InterfaceAndClientDocument.Text));

    [Theory]
    [InlineData("MakeAsync", "request")]
    [InlineData("SendAsync", "request")]
    [InlineData("FillAsync", "request")]
    [InlineData("FindAsync", "path")]
    [InlineData("FindAsync", "query")]
    [InlineData("FindAsync", "header")]
    [InlineData("WatchAsync", "path")]
    [InlineData("ListThingsAsync", "request")]
    [InlineData("EnumerateThingsAsync", "request")]
    public void What_is_missing_is_refused_at_once(string method, string missing)
    {
        (string, object?)[] given =
            [.. Client.Value.Parameters(method).SkipLast(1).Where(name => name != missing).Select(name => (name, (object?)"x"))];
        Assert.Equal(missing, Assert.Throws<ArgumentNullException>(() => Client.Value.Call(method, given)).ParamName);
        Assert.Null(Client.Value.Method);
        var server = new OneAnswer(HttpStatusCode.OK, "");
        Assert.Equal(missing, Assert.Throws<ArgumentNullException>(() => Api.Value.Call(server, null, method, given)).ParamName);
        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void A_text_that_no_header_can_hold_is_refused_at_once(string text)
    {
        (string, object?)[] given = [("path", "x"), ("query", "x"), ("header", text)];
        Assert.Equal("header", Assert.Throws<ArgumentException>(() => Client.Value.Call("FindAsync", given)).ParamName);
        var server = new OneAnswer(HttpStatusCode.OK, "");
        Assert.Equal("header", Assert.Throws<ArgumentException>(() => Api.Value.Call(server, null, "FindAsync", given)).ParamName);
    }

    [Fact]
    public void An_interface_has_every_method_of_the_client_with_its_parameters()
    {
        var methods = Client.Value.Methods.ToArray();
        Assert.Equal(11, methods.Length);
        Assert.All(methods, method => Assert.Equal(
            method.GetParameters().Select(parameter => (parameter.Name, parameter.ParameterType.ToString(), parameter.HasDefaultValue)),
            Api.Value.Method(method.Name).GetParameters()
                .Select(parameter => (parameter.Name, parameter.ParameterType.ToString(), parameter.HasDefaultValue))));
    }

    [Theory]
    [InlineData("ChangeAsync")]
    [InlineData("TouchAsync")]
    public async Task A_body_that_can_be_left_out_is_an_empty_object(string method)
    {
        var server = new OneAnswer(HttpStatusCode.OK, "{}");
        await Api.Value.CallAsync(server, null, method);
        Assert.Equal("{}", server.Body);
    }

    [Fact]
    public async Task An_interface_reads_all_pages()
    {
        var server = new OneAnswer(HttpStatusCode.OK, """{"items":["a","b"]}""");
        Assert.Equal(["a", "b"], await ItemsAsync(server));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_page_token_that_comes_again_ends_the_pages_of_an_interface()
    {
        var server = new OneAnswer(HttpStatusCode.OK, """{"items":["a"],"next":"t"}""");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ItemsAsync(server));
        Assert.StartsWith("EnumerateAllAsync got a page token that it had got before", error.Message, StringComparison.Ordinal);
        Assert.Equal(("""{"page":{"token":"t"}}""", 2), (server.Body, server.Requests));
    }

    [Fact]
    public async Task An_answer_without_a_page_is_an_error_of_an_interface() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ItemsAsync(new OneAnswer(HttpStatusCode.OK, "")));

    /// <summary>So that a double of an interface is as long as what it plays.</summary>
    [Fact]
    public void What_Refit_implements_nobody_else_has_to()
    {
        Assert.DoesNotContain(Api.Value.Type("IThingsApi").GetMethods(), method => method.IsAbstract);
        var error = Assert.Throws<NotSupportedException>(() => Client.Value.CallOf("IThingsApi", "MakeCoreAsync"));
        Assert.StartsWith("MakeCoreAsync is implemented by Refit", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What is sent may leave a list out, so its type has no list that is empty by itself.</summary>
    [Fact]
    public async Task A_page_without_items_of_a_type_that_is_also_sent_is_empty()
    {
        const string Page = """
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Page" } } }
            """;
        const string Document = $$"""
            { "openapi": "3.1.0", "info": { "title": "Pages", "version": "1" }, "paths": {
              "/all": {
                "post": { "tags": ["Things"], "operationId": "listAll", "requestBody": { "required": true, {{Page}} },
                  "x-pagination": { "pageToken": "page.token", "nextPageToken": "next", "items": "items" },
                  "responses": { "200": { "description": "A page.", {{Page}} } } } } },
              "components": { "schemas": { "Page": { "type": "object", "properties": {
                "next": { "type": "string" }, "items": { "type": "array", "items": { "type": "string" } },
                "page": { "type": "object", "properties": { "token": { "type": "string" } } } } } } } }
            """;
        var server = new OneAnswer(HttpStatusCode.OK, "{}");
        Assert.Empty(await ItemsAsync(server, new BareApi(Document)));
        Assert.Equal(1, server.Requests);
    }

    private static Task<List<string>> ItemsAsync(OneAnswer server) => ItemsAsync(server, Api.Value);

    private static async Task<List<string>> ItemsAsync(OneAnswer server, BareApi api)
    {
        var items = new List<string>();
        await foreach (var item in (IAsyncEnumerable<string>)api.Call(server, null, "EnumerateAllAsync"))
        {
            items.Add(item);
        }

        return items;
    }
}
