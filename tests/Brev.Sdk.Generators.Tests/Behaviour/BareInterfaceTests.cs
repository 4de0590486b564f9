using System.Net;
using System.Runtime.Loader;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;
using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What an interface sends by itself, with Refit's settings as they are and without an emitted client around it.</summary>
public sealed class BareInterfaceTests
{
    private const string Source = """
        internal interface IBinding : Example.IDefaultApi;

        public static class Caller
        {
            public static System.Threading.Tasks.Task Call(System.Net.Http.HttpClient http, string text) =>
                Refit.RestService.ForGenerated<IBinding>(http).GetAsync(VALUE);
        }
        """;

    private static readonly Lazy<Action<HttpClient, string>> Text = new(() => Caller("""{ "type": "string" }""", "text"));

    private static readonly Lazy<Action<HttpClient, string>> OpenEnum =
        new(() => Caller("""{ "$ref": "#/components/schemas/Kind" }""", "new Example.Kind(text)"));

    private static readonly Lazy<Action<HttpClient, string>> UnsetEnum =
        new(() => Caller("""{ "$ref": "#/components/schemas/Kind" }""", "default(Example.Kind)"));

    private static readonly Lazy<Action<HttpClient, string>> List =
        new(() => Caller("""{ "type": "array", "items": { "type": "string" } }""", "text is null ? [] : [text]"));

    [Theory]
    [InlineData("x", "x")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("..a", "..a")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("é +", "%C3%A9%20%2B")]
    public void A_text_in_a_path_is_escaped(string text, string escaped)
    {
        Assert.Equal($"https://example.com/a/{escaped}/b", Target(Text.Value, text));
        Assert.Equal($"https://example.com/a/{escaped}/b", Target(OpenEnum.Value, text));
        Assert.Equal($"https://example.com/a/{escaped}/b", Target(List.Value, text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void A_text_that_would_lead_to_another_address_is_refused(string text)
    {
        foreach (var call in new[] { Text.Value, OpenEnum.Value, List.Value })
        {
            AssertRefused(call, text);
        }
    }

    [Fact]
    public void A_value_that_is_missing_in_a_path_is_refused()
    {
        var error = Record.Exception(() => Target(Text.Value, null!))?.GetBaseException();
        Assert.Equal("id", Assert.IsType<ArgumentNullException>(error).ParamName);
        AssertRefused(UnsetEnum.Value, "");
        AssertRefused(List.Value, null!);
    }

    /// <summary>Nor do two values make such a step together, or one with what stands beside it.</summary>
    [Theory]
    [InlineData("/a/{x}{y}/b", "", ".", ".")]
    [InlineData("/a/{x}{y}/b", "", "..", "")]
    [InlineData("/a/{x}{y}/b", "", "", "")]
    [InlineData("/a/.{x}/{y}", "", ".", "b")]
    [InlineData("/a/.{x}/{y}", "", "", "b")]
    [InlineData("/a/{x}./{y}", "", ".", "b")]
    [InlineData("/a/{x}{y}", "", "..", "..")]
    [InlineData("/a/{x}{y}", "label", "", ".")]
    [InlineData("/a/{x}/{y}", "label", "", "b")]
    [InlineData("/a/{x}/{y}", "label", ".", "b")]
    public void Two_values_make_no_step_to_another_address(string path, string style, string x, string y)
    {
        var styled = style.Length > 0 ? $"\"style\": \"{style}\"," : "";
        var call = CallerOf(SnapshotDocument.Operation(path, "get", $$"""
            "operationId": "Get", "responses": { "204": { "description": "Done." } }, "parameters": [
              { "name": "x", "in": "path", "required": true, {{styled}} "schema": { "type": "string" } },
              { "name": "y", "in": "path", "required": true, {{styled}} "schema": { "type": "string" } } ]
            """), $"\"{x}\", \"{y}\"");
        var error = Record.Exception(() => Target(call, ""))?.GetBaseException();
        Assert.Contains("another address", Assert.IsType<ArgumentException>(error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a/%{x}%{y}/b", "https://example.com/a/%252e%252e/b")]
    [InlineData("/a%20b/%2{x}/50%", "https://example.com/a%20b/%2522e/50%25")]
    public void A_percent_sign_of_a_path_does_not_become_an_escape_with_a_value(string path, string target)
    {
        var isOne = !path.Contains("{y}", StringComparison.Ordinal);
        var y = isOne ? "" : """, { "name": "y", "in": "path", "required": true, "schema": { "type": "string" } }""";
        var call = CallerOf(SnapshotDocument.Operation(path, "get", $$"""
            "operationId": "Get", "responses": { "204": { "description": "Done." } }, "parameters": [
              { "name": "x", "in": "path", "required": true, "schema": { "type": "string" } }{{y}} ]
            """), isOne ? "\"2e\"" : "\"2e\", \"2e\"");
        Assert.Equal(target, Target(call, ""));
    }

    private static void AssertRefused(Action<HttpClient, string> call, string text)
    {
        var error = Assert.IsType<ArgumentException>(Record.Exception(() => Target(call, text))?.GetBaseException());
        Assert.Contains("another address", error.Message, StringComparison.Ordinal);
        Assert.Equal("id", error.ParamName);
    }

    private static string? Target(Action<HttpClient, string> call, string text)
    {
        using var handler = new Recording();
        using var http = new HttpClient(handler) { BaseAddress = new Uri("https://example.com") };
        call(http, text);
        return handler.Target;
    }

    private static Action<HttpClient, string> Caller(string schema, string value) =>
        CallerOf(SnapshotDocument.Operation("/a/{id}/b", "get", $$"""
            "operationId": "Get", "responses": { "204": { "description": "Done." } },
            "parameters": [ { "name": "id", "in": "path", "required": true, "schema": {{schema}} } ]
            """, """ "Kind": { "type": "string", "enum": ["a"] } """), value);

    private static Action<HttpClient, string> CallerOf(string document, string value)
    {
        var contracts = GeneratorHarness.Contracts(MemoryFile.Document(document)).AssertCompiles().Output;
        var client = RefitStubs.Complete(
            GeneratorHarness.Compilation("Caller", Source.Replace("VALUE", value, StringComparison.Ordinal))
                .AddReferences(contracts.ToReference()));
        var context = new AssemblyLoadContext(null, isCollectible: true);
        contracts.Load(context);
        var call = client.Load(context).GetType("Caller", throwOnError: true)!.GetMethod("Call")!
            .CreateDelegate<Func<HttpClient, string, Task>>();
        return (http, text) => call(http, text).GetAwaiter().GetResult();
    }

    private sealed class Recording : HttpMessageHandler
    {
        public string? Target { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Target = request.RequestUri!.AbsoluteUri;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent) { RequestMessage = request });
        }
    }
}
