using System.Text.Json;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>An application's own interface goes through the same pipeline.</summary>
public sealed class CreateApiTests
{
    [Fact]
    public async Task It_carries_the_token_where_its_method_asks_for_one()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"colour":"green"}""");

        var paint = await stage.Client.CreateApi<IPaintApi>().GetPaintAsync("p 1");

        Assert.Equal("green", paint.Colour);
        Assert.Equal("/api/paints/p%201", Assert.Single(stage.RequestsAt("ControlPlane")).Path);
        Assert.Equal("Bearer " + stage.FirstToken, stage.Requests[0].Authorization);
    }

    [Fact]
    public async Task It_carries_none_where_its_method_asks_for_none()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"colour":"green"}""");

        await stage.Client.CreateApi<IPaintApi>(BrevHost.PublicApi).GetPublicPaintAsync();

        Assert.Null(Assert.Single(stage.RequestsAt("PublicApi")).Authorization);
    }

    [Fact]
    public async Task It_reads_through_the_applications_context()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"colour":"green"}""");

        Assert.Equal("green", (await stage.Client.CreateApi<IPaintApi>(PaintContext.Default).GetPublicPaintAsync()).Colour);
    }

    [Fact]
    public async Task A_401_is_answered_by_one_refresh_and_one_resend()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(401, null);

        var exception =
            await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.CreateApi<IPaintApi>().PutPaintAsync(new Paint("blue")));

        Assert.Null(exception.OperationId);
        Assert.Equal(2, stage.Requests.Count);
        Assert.Single(stage.IdentityProvider.Requests);
        Assert.All(stage.Requests, request =>
            Assert.Equal("blue", JsonDocument.Parse(request.Body).RootElement.GetProperty("colour").GetString()));
    }
}
