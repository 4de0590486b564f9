using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>An application that names a method as the document does, and asks for the answer as it is.</summary>
public sealed class RawAnswerTests
{
    [Fact]
    public async Task Its_response_has_the_body_and_the_headers_that_came()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"ws-1"}""");

        using var response = await stage.Client.CreateApi<IRawWorkspaceApi>().GetWorkspaceAsync("ws-1");

        Assert.Equal("""{"id":"ws-1"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Its_text_is_the_body_that_came()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """[{"id":"ws-1"}]""");

        Assert.Equal("""[{"id":"ws-1"}]""", await stage.Client.CreateApi<IRawWorkspaceApi>().ListWorkspacesAsync("o-1"));
    }
}
