using System.Net;
using System.Text;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>The answer to a rejected token: what is sent again, where to, and what is not.</summary>
public sealed class ResendTests
{
    private const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    [Rule("4.1")]
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_token_that_was_replaced_since_it_was_sent_is_resent_without_a_refresh(int status)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var gate = new Gate();
        stage.Api.Answer = async (request, context) =>
        {
            if (request.Authorization == "Bearer " + stage.FirstToken)
            {
                await gate.PassAsync();
                await AuthenticationStage.RejectAsync(context, status);
                return;
            }

            await AuthenticationStage.SucceedAsync(context);
        };
        var credential = stage.CreateCredential();
        var client = stage.CreateClient(credential);
        var call = client.ListOrganizationsAsync();
        await gate.Arrived;
        await credential.GetTokenAsync(forceRefresh: true);
        gate.Open();
        await call;

        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal(["Bearer " + stage.FirstToken, "Bearer " + stage.Valid], stage.Api.Requests.Select(request => request.Authorization));
    }

    [Rule("4.2")]
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_newer_token_that_another_process_has_stored_is_resent_without_a_refresh(int status)
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(folder.File(), stage.FirstToken, RefreshToken);
        stage.Api.Answer = (request, context) =>
            request.Authorization == "Bearer " + stage.Valid
                ? AuthenticationStage.SucceedAsync(context)
                : AuthenticationStage.RejectAsync(context, status);
        var client = stage.CreateClient(stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions())));
        await client.ListOrganizationsAsync();

        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        stage.Valid = stage.NewToken();
        CredentialsFile.Write(folder.File(), stage.Valid, RefreshToken);
        await client.ListOrganizationsAsync();

        Assert.Equal(0, stage.ProviderCalls);
        Assert.Equal(3, stage.Api.Requests.Count);
    }

    [Fact]
    public async Task A_401_that_survives_the_refresh_is_shown_after_exactly_one_resend()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var client = stage.CreateClient(stage.CreateCredential());

        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.Equal(2, stage.Api.Requests.Count);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("4.6")]
    [Fact]
    public async Task A_server_that_rejects_every_token_gets_at_most_five_new_ones_a_minute()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var client = stage.CreateClient(stage.CreateCredential());

        for (var call = 0; call < 50; call++)
        {
            await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        }

        Assert.Equal(5, stage.ProviderCalls);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        Assert.Equal(6, stage.ProviderCalls);
    }

    [Rule("4.2")]
    [Fact]
    public async Task Nothing_is_resent_when_the_refresh_brings_the_same_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        stage.IdentityProvider.Answer =
            (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.FirstToken}}"}""");
        var client = stage.CreateClient(stage.CreateCredential());

        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.Single(stage.Api.Requests);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("4.4")]
    [Fact]
    public async Task The_first_answer_is_disposed_and_the_second_is_what_the_caller_gets()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var answers = new RecordingHandler(new SocketsHttpHandler());
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), answers);
        stage.Valid = "revoked";

        using var response = await client.SendAsync(HandlerStage.Marked(HttpMethod.Get, new Uri(stage.Api.Address, "/one")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, answers.Contents.Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => answers.Contents[0].ReadAsStringAsync());
        Assert.Equal("[]", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Origin_method_and_content_are_the_same_the_second_time()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new SocketsHttpHandler());
        stage.Valid = "revoked";
        var request = HandlerStage.Marked(HttpMethod.Patch, new Uri(stage.Api.Address, "/one?two=three"));
        request.Content = new StringContent("""{"four":5}""", Encoding.UTF8, "application/json");

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, stage.Api.Requests.Count);
        Assert.Single(stage.Api.Requests.Select(sent =>
            (sent.Method, sent.Target, sent.Body, sent.Headers["Content-Type"], sent.Headers["Host"])).Distinct());
    }

    [Fact]
    public async Task A_small_stream_is_read_into_memory_first_and_sent_whole_both_times()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new SocketsHttpHandler());
        stage.Valid = "revoked";
        var request = HandlerStage.Marked(HttpMethod.Put, new Uri(stage.Api.Address, "/upload"));
        request.Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes("the whole content")));

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["the whole content", "the whole content"], stage.Api.Requests.Select(sent => sent.Body));
    }

    [Rule("4.5")]
    [Fact]
    public async Task Content_that_cannot_be_sent_twice_is_sent_once_and_the_refreshed_token_serves_the_next_call()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new SocketsHttpHandler());
        stage.Valid = "revoked";

        using var first = await client.SendAsync(Upload(stage));
        using var second = await client.SendAsync(Upload(stage));

        Assert.Equal(HttpStatusCode.Unauthorized, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(["of unknown length", "of unknown length"], stage.Api.Requests.Select(sent => sent.Body));
        Assert.Equal(1, stage.ProviderCalls);

        static HttpRequestMessage Upload(AuthenticationStage stage)
        {
            var request = HandlerStage.Marked(HttpMethod.Put, new Uri(stage.Api.Address, "/upload"));
            request.Content = new StreamContent(new OnceStream(Encoding.UTF8.GetBytes("of unknown length")));
            return request;
        }
    }

    [Rule("4.5")]
    [Fact]
    public async Task A_call_to_another_host_is_refused_before_anything_is_sent()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new SocketsHttpHandler());

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() =>
            client.SendAsync(HandlerStage.Marked(HttpMethod.Get, stage.IdentityProvider.Address)));

        Assert.Contains(stage.Api.Address.Authority, exception.Message, StringComparison.Ordinal);
        Assert.Empty(stage.IdentityProvider.Requests);
    }

    [Fact]
    public async Task A_call_without_the_marker_goes_anywhere_and_carries_no_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new SocketsHttpHandler());

        using var response = await client.GetAsync(new Uri(stage.Api.Address, "/one"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Null(Assert.Single(stage.Api.Requests).Authorization);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Rule("8")]
    [Theory]
    [InlineData("http://brev.example")]
    [InlineData("http://10.0.0.1:8080")]
    [InlineData("ftp://localhost")]
    public async Task A_token_goes_over_http_to_a_loopback_address_only(string endpoint)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();

        Assert.Throws<ArgumentException>(() =>
            new BrevClient(new BrevClientOptions { Credential = credential, ControlPlaneEndpoint = new Uri(endpoint) }));
        Assert.Throws<ArgumentException>(() =>
            new BrevClient(new BrevClientOptions { Credential = credential, PublicApiEndpoint = new Uri(endpoint) }));
        Assert.Throws<ArgumentException>(() => stage.CreateCredential(options => options.KasEndpoint = new Uri(endpoint)));
        Assert.Throws<ArgumentException>(() => stage.CreateCredential(options => options.Auth0Endpoint = new Uri(endpoint)));
    }

    [Fact]
    public async Task Failing_to_get_a_token_sends_nothing_without_one()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(
            BrevCredential.FromAccessToken(TestToken.Create(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1))));

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());

        Assert.Empty(stage.Api.Requests);
    }

    private sealed class OnceStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
