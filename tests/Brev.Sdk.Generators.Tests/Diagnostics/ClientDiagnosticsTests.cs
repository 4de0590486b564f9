using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

public sealed class ClientDiagnosticsTests
{
    private static readonly MemoryFile File =
        MemoryFile.Document(SmallDocument.Schema("\"type\": \"object\", \"properties\": { \"name\": { \"type\": \"string\" } }"));

    [Theory]
    [InlineData("namespace N;\n[OpenApi.Generation.OpenApiClient]\nclass Client;", 3, 7, "it is not partial")]
    [InlineData("[OpenApi.Generation.OpenApiClient]\npartial class Client;", 2, 15, "it is in no namespace")]
    [InlineData("namespace N;\n[OpenApi.Generation.OpenApiClient]\npartial class Client<T>;", 3, 15, "it has type parameters")]
    [InlineData(
        "namespace N;\nclass Outer\n{\n    [OpenApi.Generation.OpenApiClient] partial class Client;\n}",
        4,
        54,
        "it stands inside of another type")]
    public void BREV0017_a_class_that_cannot_be_completed(string source, int line, int column, string reason)
    {
        var run = GeneratorHarness.Client(source, [], File);
        Assert.Equal(
            [$"Client0.cs({line},{column}): error BREV0017: 'Client' cannot get methods: {reason}. "
                + "Make it a partial class of its own in a namespace, without type parameters."],
            run.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public void BREV0015_a_client_without_a_document()
    {
        var run = GeneratorHarness.Client("namespace N;\n[OpenApi.Generation.OpenApiClient]\npartial class Client;", []);
        Assert.Equal(
            [
                "Client0.cs(3,15): error BREV0015: No document has the namespace 'N' that 'Client' is to call. Add an "
                    + "OpenAPI document to the project: an OpenApiDocument item with Namespace.",
            ],
            run.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }
}
