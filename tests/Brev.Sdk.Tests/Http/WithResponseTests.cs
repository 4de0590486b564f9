using System.Net;
using System.Text.Json;
using Brev.Sdk.Tests.CustomApi;
using Brev.Sdk.Tests.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Http;

/// <summary>What comes with an answer, beside the typed value.</summary>
public sealed class WithResponseTests
{
    [Fact]
    public async Task Status_headers_request_id_and_value_come_together()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => AnswerAsync(context, "request-1", 200, """{"id":"w1","hue":3}"""));

        var answer = await stage.Client.WithResponseAsync((client, token) => client.GetWorkspaceAsync("w1", token));

        Assert.Equal("w1", answer.Value.Id);
        Assert.Equal((HttpStatusCode.OK, "GetWorkspace", "request-1"), (answer.StatusCode, answer.OperationId, answer.RequestId));
        Assert.Equal(["request-1"], answer.Headers["x-request-id"]);
        Assert.Equal("application/json", Assert.Single(answer.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Members_that_no_model_knows_are_in_the_body()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"w1","colour":{"hue":3}}""");

        var answer = await stage.Client.WithResponseAsync((client, token) => client.GetWorkspaceAsync("w1", token));

        using var body = JsonDocument.Parse(answer.Body);
        Assert.Equal(3, body.RootElement.GetProperty("colour").GetProperty("hue").GetInt32());
    }

    [Fact]
    public async Task A_call_without_a_value_has_an_answer_as_well()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => AnswerAsync(context, "request-2", 200, ""));

        var answer = await stage.Client.WithResponseAsync(static (client, token) => client.BlockUserAsync("u1", token));

        Assert.Equal("request-2", answer.RequestId);
        Assert.Equal(0, answer.Body.Length);
    }

    [Fact]
    public async Task A_call_of_an_applications_interface_has_an_answer_as_well()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => AnswerAsync(context, "request-3", 200, """{"id":"user-1"}"""));
        var api = stage.Client.CreateApi<IAccountApi>(PlainContext.Default);

        var answer = await stage.Client.WithResponseAsync((_, _) => api.GetAsync());

        Assert.Equal(("user-1", "request-3", null), (answer.Value.Id, answer.RequestId, answer.OperationId));
    }

    [Fact]
    public async Task A_hundred_calls_at_once_have_their_own_answers()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((request, context) => AnswerAsync(context, "for " + request.Path, 200, "{}"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async index =>
            (index, (await stage.Client.WithResponseAsync((client, token) => client.GetWorkspaceAsync($"w{index}", token))).RequestId)));

        Assert.All(answers, static answer => Assert.Equal($"for /api/workspaces/w{answer.index}", answer.RequestId));
    }

    [Fact]
    public async Task A_call_of_another_client_is_no_answer()
    {
        await using var stage = await EndpointStage.StartAsync();
        await using var other = await EndpointStage.StartAsync();
        other.AnswerWith(200, "{}");

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            stage.Client.WithResponseAsync((_, token) => other.Client.GetWorkspaceAsync("w1", token)));
    }

    [Fact]
    public async Task A_failure_is_the_exception_that_it_always_is()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(404, null);

        await Assert.ThrowsAsync<BrevApiException>(() =>
            stage.Client.WithResponseAsync((client, token) => client.GetWorkspaceAsync("w1", token)));
    }

    [Fact]
    public async Task The_text_of_an_answer_shows_no_body()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"value":"canary-value"}""");

        var answer = await stage.Client.WithResponseAsync(static (client, token) =>
            client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "s1", VersionId = "v1" }, token));

        Assert.Equal("200 OK of GetSecretValue, 24 bytes", answer.ToString());
    }

    private static Task AnswerAsync(HttpContext context, string requestId, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Request-Id"] = requestId;
        return context.Response.WriteAsync(body);
    }
}
