using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Each operation has one method, however alike their ids and routes are.</summary>
public sealed class OperationNamesTests
{
    private const string Responses = """ "responses": { "200": { "description": "Done." } } """;

    [Fact]
    public void Routes_that_differ_in_odd_characters_only_are_methods_of_their_own() => Assert.Equal(
        ["GET /a-b GetAb", "GET /a/b GetSlashASlashB", "GET /a_b GetSlashAUnderscoreB"],
        Names("""
            "/a-b": { "get": ANSWER }, "/a/b": { "get": ANSWER }, "/a_b": { "get": ANSWER }
            """));

    [Fact]
    public void An_id_that_reads_like_a_route_takes_no_other_operations_name() => Assert.Equal(
        ["GET /c GetC", "GET /d GetSlashD", "POST /c GetD"],
        Names("""
            "/c": { "get": ANSWER, "post": { "operationId": "GetD", RESPONSES } }, "/d": { "get": ANSWER }
            """));

    [Fact]
    public void Operations_with_one_id_and_routes_of_one_name_are_methods_of_their_own() => Assert.Equal(
        ["GET /e-f GetEf", "GET /e/f GetSlashESlashF", "POST /e-f PostEf"],
        Names("""
            "/e-f": { "get": { "operationId": "twice", RESPONSES }, "post": { "operationId": "get/e/f", RESPONSES } },
            "/e/f": { "get": { "operationId": "twice", RESPONSES } }
            """));

    /// <summary>Method, path and name of each operation, whose code compiles.</summary>
    private static IEnumerable<string> Names(string paths)
    {
        var text = $$"""
            {
              "openapi": "3.1.0", "info": { "title": "Names", "version": "1" },
              "paths": { {{paths.Replace("ANSWER", "{ RESPONSES }", StringComparison.Ordinal)}} }
            }
            """.Replace("RESPONSES", Responses, StringComparison.Ordinal);
        var contracts = GeneratorHarness.Contracts(MemoryFile.Document(text)).AssertCompiles();
        GeneratorHarness.Client(
            MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()],
                MemoryFile.Document(text)).AssertCompiles();
        var file = new DocumentFile("/openapi.json", text, "Example", IsStrict: false, AsksForContracts: true);
        return DocumentReader.Read(file, CancellationToken.None).Tags.SelectMany(tag => tag.Operations)
            .Select(operation => $"{operation.Method} {operation.Path} {operation.Id}").Order(StringComparer.Ordinal);
    }
}
