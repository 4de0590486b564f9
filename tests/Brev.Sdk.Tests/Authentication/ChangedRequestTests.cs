using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Brev.Sdk.Http;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// A transport of an application's own may change requests. What is sent again is what was handed to it the first time, and only when the
/// answer was about the token.
/// </summary>
public sealed class ChangedRequestTests
{
    [Fact]
    public async Task Content_that_a_transport_replaces_is_replaced_once_each_time()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new ChangingHandler(static request =>
            request.Content = new StringContent($"packed({request.Content!.ReadAsStringAsync().Result})")));
        using var request = HandlerStage.Marked(HttpMethod.Put, stage.Api.Address);
        request.Content = new StringContent("green", Encoding.UTF8);

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["packed(green)", "packed(green)"], stage.Api.Requests.Select(sent => sent.Body));
    }

    [Fact]
    public async Task Content_that_was_read_into_memory_does_not_vouch_for_what_a_transport_puts_in_its_place()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new ChangingHandler(static request =>
            request.Content = new StreamContent(new OnceStream(Encoding.UTF8.GetBytes(request.Content!.ReadAsStringAsync().Result)))));
        using var request = HandlerStage.Marked(HttpMethod.Put, stage.Api.Address);
        request.Content = new StreamContent(new MemoryStream("green"u8.ToArray()));

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["green", "green"], stage.Api.Requests.Select(sent => sent.Body));
    }

    [Fact]
    public async Task What_was_read_into_memory_is_one_content_and_not_whatever_the_request_holds_later()
    {
        using var request = new HttpRequestMessage { Content = new StreamContent(new MemoryStream("green"u8.ToArray())) };
        Assert.False(ReplayableContent.IsReplayable(request));
        await ReplayableContent.TryBufferAsync(request, CancellationToken.None);
        Assert.True(ReplayableContent.IsReplayable(request));

        request.Content = new StreamContent(new OnceStream("green"u8.ToArray()));

        Assert.False(ReplayableContent.IsReplayable(request));
    }

    [Fact]
    public async Task An_address_that_a_transport_completes_is_completed_once_each_time()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new ChangingHandler(static request =>
            request.RequestUri = new Uri(request.RequestUri + "+more")));
        using var request = HandlerStage.Marked(HttpMethod.Get, new Uri(stage.Api.Address, "/one?two=three"));

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["/one?two=three+more", "/one?two=three+more"], stage.Api.Requests.Select(sent => sent.Target));
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_method_that_a_transport_changes_is_changed_once_each_time()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        var handed = new List<HttpMethod>();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new ChangingHandler(request =>
        {
            handed.Add(request.Method);
            request.Method = HttpMethod.Put;
        }));
        using var request = HandlerStage.Marked(HttpMethod.Post, stage.Api.Address);
        request.Content = new StringContent("green");

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([HttpMethod.Post, HttpMethod.Post], handed);
    }

    [Fact]
    public async Task A_401_from_another_host_to_which_a_transport_leads_is_no_word_about_the_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await using var other = await LoopbackServer.StartAsync();
        other.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        using var client = stage.CreateHandlerClient(
            stage.CreateCredential(), new ChangingHandler(request => request.RequestUri = other.Address));
        using var request = HandlerStage.Marked(HttpMethod.Get, stage.Api.Address);

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(other.Requests);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_401_on_another_value_that_a_transport_has_put_in_the_tokens_place_is_no_word_about_the_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var client = stage.CreateHandlerClient(stage.CreateCredential(), new ChangingHandler(static request =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "b3duOm93bg==")));
        using var request = HandlerStage.Marked(HttpMethod.Get, stage.Api.Address);

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(stage.Api.Requests);
        Assert.Equal(0, stage.ProviderCalls);
    }

    private sealed class OnceStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
