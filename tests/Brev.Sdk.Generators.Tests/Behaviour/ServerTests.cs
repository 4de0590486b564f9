using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Servers: which are one, which stay apart, what they are called and where their addresses stand.</summary>
public sealed class ServerTests
{
    private const string Done = """ "responses": { "204": { "description": "done" } } """;

    [Fact]
    public void Servers_with_different_paths_on_one_host_stay_apart()
    {
        var file = MemoryFile.Document(Document(
            """ { "url": "https://root.example.com" } """,
            $$""" "/a": { "get": { "operationId": "getA", "servers": [ { "url": "https://api.example.com/v2" } ], {{Done}} } }, """,
            $$""" "/b": { "get": { "operationId": "getB", "servers": [ { "url": "https://api.example.com/v3" } ], {{Done}} } }, """,
            $$""" "/c": { "get": { "operationId": "getC", {{Done}} } } """));
        var sources = Client(file, "Default", "ApiExampleComV2", "ApiExampleComV3");
        Assert.Contains(
            "_apiExampleComV2.GetAAsync(", sources["Example.Client.IApiExampleComV2OperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains(
            "_apiExampleComV3.GetBAsync(", sources["Example.Client.IApiExampleComV3OperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("_default.GetCAsync(", sources["Example.Client.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_that_differ_in_a_slash_at_the_end_are_one()
    {
        var file = MemoryFile.Document(Document(
            """ { "url": "https://api.example.com/" } """,
            $$""" "/a": { "get": { "operationId": "getA", "servers": [ { "url": "https://api.example.com" } ], {{Done}} } } """));
        Assert.Contains("_default.GetAAsync(", Client(file, "Default")["Example.Client.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_that_differ_in_what_stands_for_a_variable_stay_apart()
    {
        var file = MemoryFile.Document(Document(
            Regional("api"),
            $$""" "/a": { "get": { "operationId": "getA", "servers": [ {{Regional("intake")}} ], {{Done}} } }, """,
            $$""" "/b": { "get": { "operationId": "getB", "servers": [ {{Regional("api")}} ], {{Done}} } }, """,
            $$""" "/c": { "get": { "operationId": "getC", {{Done}} } } """));
        var sources = Client(file, "Default", "SubIntakeExampleCom");
        Assert.Contains(
            "_subIntakeExampleCom.GetAAsync(", sources["Example.Client.ISubIntakeExampleComOperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("_default.GetBAsync(", sources["Example.Client.IOperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("_default.GetCAsync(", sources["Example.Client.IOperationsApi.g.cs"], StringComparison.Ordinal);
        var urls = GeneratorHarness.Contracts(file).Sources["Example.ServerUrls.g.cs"];
        Assert.Contains("Default = \"https://api.example.com\";", urls, StringComparison.Ordinal);
        Assert.Contains("SubIntakeExampleCom = \"https://intake.example.com\";", urls, StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_with_one_given_name_and_two_addresses_stay_apart_and_are_reported()
    {
        var file = MemoryFile.Document(Document(
            """ { "url": "https://root.example.com" }, { "url": "https://a.example.com", "x-name": "Files" } """,
            """ "/a": { "get": { "operationId": "getA", "servers": [ { "url": "https://a.example.com", "x-name": "Files" } ], """,
            $$""" {{Done}} } }, """,
            """ "/b": { "get": { "operationId": "getB", "servers": [ { "url": "https://b.example.com", "x-name": "Files" } ], """,
            $$""" {{Done}} } } """));
        var sources = Client(file, "Files", "BExampleCom");
        Assert.Contains("_files.GetAAsync(", sources["Example.Client.IFilesOperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("_bExampleCom.GetBAsync(", sources["Example.Client.IBExampleComOperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Equal(["BREV0009"], GeneratorHarness.Contracts(file).Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Servers_that_differ_in_their_scheme_alone_have_names_of_their_own()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(Document(
            """ { "url": "https://root.example.com" } """,
            $$""" "/a": { "get": { "operationId": "getA", "servers": [ { "url": "https://api.example.com" } ], {{Done}} } }, """,
            $$""" "/b": { "get": { "operationId": "getB", "servers": [ { "url": "http://api.example.com" } ], {{Done}} } } """)))
                .AssertCompiles();
        Assert.Equal(2, run.Sources.Keys.Count(name => name.EndsWith("OperationsApi.g.cs", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("files-a", "filesA")]
    [InlineData("FILES_A", "files a")]
    [InlineData("Default", "default")]
    public void Servers_whose_names_are_equal_in_Pascal_case_stay_apart(string one, string other)
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(Document(
            $$"""
            { "url": "https://root.example.com" }, { "url": "https://a.example.com", "x-name": "{{one}}" },
            { "url": "https://b.example.com", "x-name": "{{other}}" }
            """,
            $$""" "/a": { "get": { "operationId": "getA", "servers": [ { "url": "https://a.example.com" } ], {{Done}} } }, """,
            $$""" "/b": { "get": { "operationId": "getB", "servers": [ { "url": "https://b.example.com" } ], {{Done}} } } """)))
                .AssertCompiles();
        Assert.Equal(2, run.Sources.Keys.Count(name => name.EndsWith("OperationsApi.g.cs", StringComparison.Ordinal)));
        var urls = run.Sources["Example.ServerUrls.g.cs"];
        Assert.Contains("Default = \"https://root.example.com\";", urls, StringComparison.Ordinal);
        Assert.Contains(" = \"https://a.example.com\";", urls, StringComparison.Ordinal);
        Assert.Contains(" = \"https://b.example.com\";", urls, StringComparison.Ordinal);
        Assert.Contains("BREV0009", run.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void A_server_without_operations_has_no_interface()
    {
        var file = MemoryFile.Document(Document(
            """ { "url": "https://root.example.com" } """,
            $$""" "/a": { "get": { "operationId": "getA", "servers": [ { "url": "https://api.example.com/v2" } ], {{Done}} } } """));
        Client(file, "ApiExampleComV2");
        Assert.DoesNotContain("Example.IDefaultApi.g.cs", GeneratorHarness.Contracts(file).Sources.Keys);
    }

    [Fact]
    public void A_document_without_operations_has_its_models_and_an_empty_client()
    {
        var file = MemoryFile.Document("""
            { "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {},
              "components": { "schemas": { "P": { "type": "object", "properties": { "a": { "type": "string" } } } } } }
            """);
        Client(file);
        Assert.Contains("Example.P.g.cs", GeneratorHarness.Contracts(file).Sources.Keys);
    }

    [Fact]
    public void Addresses_are_constants()
    {
        var urls =
            Urls(""" { "url": "https://root.example.com", "description": "Production." }, { "url": "https://sandbox.example.com/v1" } """);
        Assert.Contains(
            "/// <summary>Production.</summary>\n    public const string Default = \"https://root.example.com\";",
            urls,
            StringComparison.Ordinal);
        Assert.Contains("public const string SandboxExampleComV1 = \"https://sandbox.example.com/v1\";", urls, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_of_an_address_are_constants_and_parameters()
    {
        var urls = Urls("""
            { "url": "https://{region}.example.com/{base-path}/{unknown}", "variables": {
              "region": { "default": "eu", "enum": ["eu", "us"], "description": "Where it runs." }, "base-path": { "default": "v2" } } }
            """);
        Assert.Contains("public const string Default = \"https://eu.example.com/v2/{unknown}\";", urls, StringComparison.Ordinal);
        Assert.Contains(
            "public const string DefaultTemplate = \"https://{region}.example.com/{base-path}/{unknown}\";",
            urls,
            StringComparison.Ordinal);
        Assert.Contains("public const string DefaultRegion = \"eu\";", urls, StringComparison.Ordinal);
        Assert.Contains("/// <param name=\"region\">Where it runs. One of <c>eu</c>, <c>us</c>.</param>", urls, StringComparison.Ordinal);
        Assert.Contains(
            "public static string DefaultWith(string basePath = DefaultBasePath, string region = DefaultRegion) =>",
            urls,
            StringComparison.Ordinal);
        Assert.Contains("\"https://\" + region + \".example.com/\" + basePath + \"/\" + \"{unknown}\";", urls, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_named_like_anything_else_compile()
    {
        var urls = Urls("""
            { "url": "https://{class}.example.com/{Class}/{template}/{with}", "variables": {
              "class": { "default": "a" }, "Class": { "default": "b" }, "template": { "default": "\"+x" },
                "with": { "default": "{class}" } } },
            { "url": "https://default.template" }, { "url": "https://server.urls", "x-name": "ServerUrls" },
              { "url": "https://equals", "x-name": "Equals" }
            """);
        Assert.Contains("\\\"+x", urls, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_names_no_server_has_no_addresses() =>
        Assert.DoesNotContain("Example.ServerUrls.g.cs", GeneratorHarness.Contracts(
            MemoryFile.Document(Document("", $$""" "/a": { "get": { "operationId": "getA", {{Done}} } } """))).Sources.Keys);

    private static string Urls(string servers) => GeneratorHarness
        .Contracts(MemoryFile.Document(Document(servers, $$""" "/a": { "get": { "operationId": "getA", {{Done}} } } """)))
        .AssertCompiles()
        .Sources["Example.ServerUrls.g.cs"];

    /// <summary>The client's files, compiled with a binding for each server.</summary>
    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Client(MemoryFile file, params string[] servers)
    {
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var run = GeneratorHarness.Client(MinimalClient.Source("Example", "Client", servers), [contracts.Output.ToReference()], file)
            .AssertCompiles();
        Assert.Equal("", RefitStubs.Complaints(run.Output));
        return run.Sources;
    }

    private static string Regional(string sub) =>
        $$""" { "url": "https://{sub}.example.com", "variables": { "sub": { "default": "{{sub}}" } } } """;

    private static string Document(string servers, params string[] paths) => $$"""
        { "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "servers": [ {{servers}} ], "paths": { {{string.Concat(paths)}} } }
        """;
}
