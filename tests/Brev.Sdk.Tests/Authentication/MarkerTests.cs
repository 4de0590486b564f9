using System.Net.Http.Headers;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>What asks for the token, what does not, and where it may go.</summary>
public sealed class MarkerTests
{
    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("BEARER ")]
    public async Task The_marker_is_the_scheme_alone_in_any_case(string marker)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, stage.Api.Address);
        request.Headers.TryAddWithoutValidation("Authorization", marker);

        using var response = await client.SendAsync(request);

        Assert.Equal("Bearer " + stage.FirstToken, Assert.Single(stage.Api.Requests).Authorization);
    }

    [Fact]
    public async Task The_token_takes_the_place_of_all_that_stands_beside_the_marker()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new SocketsHttpHandler());
        using var request = HandlerStage.Marked(HttpMethod.Get, stage.Api.Address);
        request.Headers.TryAddWithoutValidation("Authorization", "Basic b3duOm93bg==");

        using var response = await client.SendAsync(request);

        Assert.Equal("Bearer " + stage.FirstToken, Assert.Single(stage.Api.Requests).Authorization);
    }

    [Theory]
    [InlineData("Bearer of-the-applications-own")]
    [InlineData("Basic b3duOm93bg==")]
    [InlineData("Basic")]
    public async Task A_value_of_the_applications_own_passes_untouched_anywhere_and_a_401_on_it_is_its_own_affair(string authorization)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await using var other = await LoopbackServer.StartAsync();
        other.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new SocketsHttpHandler());
        using var request = new HttpRequestMessage(
            HttpMethod.Get, other.Address) { Headers = { Authorization = AuthenticationHeaderValue.Parse(authorization) } };

        using var response = await client.SendAsync(request);

        Assert.Equal(authorization, Assert.Single(other.Requests).Authorization);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Theory]
    [InlineData("https://api.brev.example/one", true)]
    [InlineData("https://API.Brev.Example:443/one", true)]
    [InlineData("https://user:canary-password@api.brev.example/one", true)]
    [InlineData("http://api.brev.example/one", false)]
    [InlineData("https://api.brev.example:444/one", false)]
    [InlineData("https://api.brev.example./one", false)]
    [InlineData("https://api.brev.example.evil.example/one", false)]
    [InlineData("https://brev.example/one", false)]
    [InlineData("https://api.brev.example@evil.example/one", false)]
    [InlineData("https://user:canary-password@evil.example/one", false)]
    [InlineData("https://\uff41pi.brev.example/one", false)]
    [InlineData("https://xn--pi-eka.brev.example/one", false)]
    public async Task The_token_goes_to_the_configured_origin_and_to_no_other(string address, bool isAllowed)
    {
        var sent = new List<Uri?>();
        using var client = new HttpClient(HandlerStage.CreateHandler(
            new Transport(request => sent.Add(request.RequestUri)),
            BrevCredential.FromApiKey("bak-key"),
            new Uri("https://api.brev.example"),
            new CollectedLog()));
        using var request = HandlerStage.Marked(HttpMethod.Get, new Uri(address));

        var exception = await Record.ExceptionAsync(async () => (await client.SendAsync(request)).Dispose());

        Assert.Equal(isAllowed ? 1 : 0, sent.Count);
        Assert.True(isAllowed ? exception is null : exception is BrevConfigurationException);
        Assert.DoesNotContain("canary", exception?.ToString() ?? "", StringComparison.Ordinal);
    }

    private sealed class Transport(Action<HttpRequestMessage> receive) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            receive(request);
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
