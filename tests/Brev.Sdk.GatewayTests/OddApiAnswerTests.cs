using System.Net;
using WireMock.ResponseBuilders;

namespace Brev.Sdk.GatewayTests;

/// <summary>What gateways, proxies and portals answer in place of the API: a typed error that says what came, and never a result.</summary>
public sealed class OddApiAnswerTests
{
    private const string Portal = "<!doctype html><html><head><title>Sign in to the hotel's network</title></head></html>";

    [Theory]
    [InlineData(FaultType.EMPTY_RESPONSE)]
    [InlineData(FaultType.MALFORMED_RESPONSE_CHUNK)]
    public async Task Bytes_that_are_no_answer_are_an_error_that_names_the_call(FaultType fault)
    {
        await using var stage = new GatewayStage();
        GatewayStage.Answer(stage.Api, Response.Create().WithFault(fault));

        var error = await FailsAsync(stage);

        Assert.Contains("ListOrganizations", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_text_that_says_it_is_compressed_is_an_error_and_no_result()
    {
        await using var stage = new GatewayStage();
        GatewayStage.Answer(stage.Api, Response.Create().WithHeader("Content-Type", "application/json")
            .WithHeader("Content-Encoding", "gzip").WithBody("[]"));

        await FailsAsync(stage);
    }

    [Fact]
    public async Task The_page_of_a_portal_in_place_of_a_list_is_an_error_that_says_that_a_web_page_came()
    {
        await using var stage = new GatewayStage();
        GatewayStage.Answer(stage.Api, Response.Create().WithHeader("Content-Type", "text/html").WithBody(Portal));

        var error = Assert.IsType<BrevApiException>(await FailsAsync(stage));

        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Contains("web page", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task The_page_of_a_gateway_is_a_passing_error(int status)
    {
        await using var stage = new GatewayStage();
        GatewayStage.Answer(stage.Api, Response.Create().WithStatusCode(status).WithHeader("Content-Type", "text/html").WithBody(
            "<html>Bad gateway</html>"));

        var error = Assert.IsType<BrevApiException>(await FailsAsync(stage));

        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_portal_that_sends_the_call_elsewhere_is_not_followed_and_sees_no_token()
    {
        await using var stage = new GatewayStage();
        GatewayStage.Answer(stage.Api, Response.Create().WithStatusCode(302).WithHeader("Location", stage.Provider.Url + "/portal"));

        await FailsAsync(stage);

        Assert.Empty(stage.Provider.LogEntries);
    }

    [Fact]
    public async Task A_proxy_that_wants_a_login_of_its_own_is_an_error_and_no_reason_to_refresh()
    {
        await using var stage = new GatewayStage();
        GatewayStage.Answer(stage.Api, Response.Create().WithStatusCode(407).WithHeader("Proxy-Authenticate", "Basic realm=\"office\"")
            .WithBody("<html>Proxy</html>"));

        var error = Assert.IsType<BrevApiException>(await FailsAsync(stage));

        Assert.Equal(HttpStatusCode.ProxyAuthenticationRequired, error.StatusCode);
        Assert.Empty(stage.Provider.LogEntries);
    }

    private static async Task<BrevException> FailsAsync(GatewayStage stage)
    {
        var error =
            await Assert.ThrowsAnyAsync<BrevException>(() => stage.Client.ListOrganizationsAsync().WaitAsync(GatewayStage.Patience));
        Assert.DoesNotContain(stage.Token, error.ToString(), StringComparison.Ordinal);
        return error;
    }
}
