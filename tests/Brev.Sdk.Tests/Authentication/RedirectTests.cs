using Brev.Sdk.Tests.Sockets;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A redirect must carry neither an access token nor what refreshes it to a host that nobody chose.</summary>
public sealed class RedirectTests
{
    public enum Given
    {
        Nothing,
        SocketsHandler,
        ClientHandler,
        BehindDelegatingHandlers,
        AlreadyUsed,
    }

    public static TheoryData<Given> All => [.. Enum.GetValues<Given>()];

    [Rule("4.5")]
    [Theory]
    [MemberData(nameof(All))]
    public async Task A_POST_that_is_redirected_to_a_host_which_answers_401_never_takes_the_token_there(Given given)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await using var stranger = await LoopbackServer.StartAsync();
        stranger.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        stage.Api.Answer = (_, context) => RedirectAsync(context, new Uri(stranger.Address, "/elsewhere"), 302);
        using var transport = await CreateAsync(given, stranger);
        stranger.Forget();
        var client = stage.CreateClient(stage.CreateCredential(), transport);

        await Assert.ThrowsAsync<BrevApiException>(() => client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "one" }));

        Assert.Single(stage.Api.Requests);
        Assert.All(stranger.Requests, request => Assert.DoesNotContain(
            stage.FirstToken, string.Join('\n', request.Headers.Values) + request.Target + request.Body, StringComparison.Ordinal));
        Assert.Equal(0, stage.ProviderCalls);
        Assert.Equal(given == Given.AlreadyUsed ? 1 : 0, stranger.Requests.Count);
    }

    [Theory]
    [InlineData(Given.Nothing)]
    [InlineData(Given.SocketsHandler)]
    [InlineData(Given.ClientHandler)]
    [InlineData(Given.BehindDelegatingHandlers)]
    public async Task A_redirect_of_the_identity_provider_is_a_passing_failure_and_not_followed(Given given)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await using var stranger = await LoopbackServer.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => RedirectAsync(context, new Uri(stranger.Address, "/token"), 307);
        using var transport = await CreateAsync(given, stranger);
        var credential = stage.CreateCredential(options => options.Transport = transport);

        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));

        Assert.Equal(1, stage.ProviderCalls);
        Assert.Empty(stranger.Requests);
    }

    [Fact]
    public async Task A_transport_that_follows_redirects_and_is_in_use_already_is_refused_for_the_identity_provider()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await using var stranger = await LoopbackServer.StartAsync();
        using var transport = await CreateAsync(Given.AlreadyUsed, stranger);

        var exception = Assert.Throws<BrevConfigurationException>(() => stage.CreateCredential(options => options.Transport = transport));

        Assert.Contains("AllowAutoRedirect", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpMessageHandler?> CreateAsync(Given given, LoopbackServer anywhere)
    {
        if (given != Given.AlreadyUsed)
        {
            return given switch
            {
                Given.SocketsHandler => new SocketsHttpHandler(),
                Given.ClientHandler => new HttpClientHandler(),
                Given.BehindDelegatingHandlers => new PassingHandler(new PassingHandler(new SocketsHttpHandler())),
                _ => null,
            };
        }

        var used = new SocketsHttpHandler();
        using var client = new HttpClient(used, disposeHandler: false);
        using var response = await client.GetAsync(anywhere.Address);
        return used;
    }

    private static Task RedirectAsync(HttpContext context, Uri target, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = target.ToString();
        return Task.CompletedTask;
    }

    private sealed class PassingHandler(HttpMessageHandler inner) : DelegatingHandler(inner);
}
