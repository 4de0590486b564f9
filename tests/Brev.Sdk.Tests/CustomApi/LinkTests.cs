using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;
using Refit;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>
/// An application's interface may name any address, from a list of links for one; the token still goes to the configured host alone.
/// </summary>
public sealed class LinkTests
{
    [Fact]
    public async Task An_absolute_address_of_another_host_is_refused_before_anything_is_sent()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await using var stranger = await LoopbackServer.StartAsync();

        await Assert.ThrowsAsync<BrevConfigurationException>(() =>
            Api(stage).FollowAsync(new Uri(stranger.Address, "/next?page=2").ToString()));

        Assert.Empty(stranger.Requests);
        Assert.Empty(stage.Api.Requests);
    }

    [Fact]
    public async Task An_absolute_address_of_the_configured_host_gets_the_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";

        var response = await Api(stage).FollowAsync(new Uri(stage.Api.Address, "/next?page=2").ToString());

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(["/next?page=2", "/next?page=2"], stage.Api.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task A_password_in_an_address_is_not_shown_when_the_call_takes_too_long()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var gate = new Gate();
        stage.Api.Answer = (_, context) => gate.PassAsync(context.RequestAborted);

        var call = Api(stage).FollowAsync($"http://user:canary@{stage.Api.Address.Authority}/next");
        await gate.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(30));
        var exception = await Assert.ThrowsAsync<BrevTimeoutException>(() => call.WaitAsync(AuthenticationStage.Patience));

        Assert.Contains(stage.Api.Address.Authority, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_reads_as_another_host_is_refused_before_anything_is_sent()
    {
        await using var stage = await AuthenticationStage.StartAsync();

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() => Api(stage).GetAnywhereAsync("/localhost/one"));

        Assert.Contains("http://localhost", exception.Message, StringComparison.Ordinal);
        Assert.Empty(stage.Api.Requests);
    }

    [Fact]
    public async Task Another_host_in_the_Host_header_is_refused_because_the_certificate_would_be_checked_against_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var api = Api(stage);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() => api.GetAsHostAsync("brev.example"));

        Assert.Contains("brev.example", exception.Message, StringComparison.Ordinal);
        Assert.Empty(stage.Api.Requests);
        Assert.True((await api.GetAsHostAsync(stage.Api.Address.Authority)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("PUT")]
    public async Task Every_method_is_answered_by_one_refresh_and_one_resend(string method)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        var api = Api(stage);

        var response = await (method switch
        {
            "HEAD" => api.HeadAsync(),
            "OPTIONS" => api.OptionsAsync(),
            _ => api.PutWhenWelcomeAsync(new Paint("green")),
        });

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal([method, method], stage.Api.Requests.Select(request => request.Method));
        Assert.Single(stage.Api.Requests.Select(request => request.Body).Distinct());
        Assert.Equal(1, stage.ProviderCalls);
    }

    private static ILinkApi Api(AuthenticationStage stage) => stage.CreateClient(stage.CreateCredential()).CreateApi<ILinkApi>();
}
