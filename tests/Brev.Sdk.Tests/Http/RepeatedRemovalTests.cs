using System.Net;
using Brev.Sdk.Tests.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Http;

/// <summary>A call that takes something away and that the SDK itself has repeated: "not found" is then what was asked for.</summary>
public sealed class RepeatedRemovalTests
{
    public static TheoryData<string> Removals =>
        [.. BrevClient.Endpoints.Where(endpoint => endpoint.IsRemoval).Select(endpoint => endpoint.OperationId)];

    [Fact]
    public void Removals_are_those_that_the_document_marks() => Assert.Equal(
        ["CloseEnvironmentPort", "CloseNodePort", "DeleteSecret", "DeleteWorkspace", "RemoveNode", "RevokeNodeSshAccess"],
        BrevClient.Endpoints.Where(endpoint => endpoint.IsRemoval).Select(endpoint => endpoint.OperationId));

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task Not_found_after_an_attempt_without_a_clear_answer_is_success(string operationId)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => FailThenAsync(stage, context, 503, 404));

        await stage.AdvanceUntilAsync(CallAsync(stage, operationId));

        Assert.Equal(2, stage.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task Not_found_at_the_first_attempt_is_an_error(string operationId)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(404, """{"code":"not_found"}""");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => new OperationCall(operationId).SendAsync(stage.Client));

        Assert.True(exception.IsNotFound);
    }

    [Fact]
    public async Task Not_found_after_a_connection_that_broke_is_success()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) =>
        {
            if (stage.Requests.Count == 1)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return FailThenAsync(stage, context, 503, 404);
        });

        await stage.AdvanceUntilAsync(CallAsync(stage, "DeleteWorkspace"));

        Assert.Equal(2, stage.Requests.Count);
    }

    [Fact]
    public async Task Not_found_inside_a_500_after_an_attempt_without_a_clear_answer_is_success()
    {
        const string Gone = """{"errors":[{"message":"rpc error: code = NotFound desc = workspace not found"}]}""";
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => FailThenAsync(stage, context, 503, 500, body: Gone));

        await stage.AdvanceUntilAsync(CallAsync(stage, "DeleteWorkspace"));

        Assert.Equal(2, stage.Requests.Count);
    }

    [Fact]
    public async Task Not_found_after_a_refusal_for_too_many_calls_is_an_error_because_that_attempt_did_nothing()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => FailThenAsync(stage, context, 429, 404));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.AdvanceUntilAsync(CallAsync(stage, "DeleteWorkspace")));

        Assert.True(exception.IsNotFound);
        Assert.DoesNotContain("may have taken effect", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Only Brev knows what there is.</summary>
    [Theory]
    [InlineData("text/html", "<html>no such route</html>")]
    [InlineData("application/json", "<html>no such route</html>")]
    [InlineData("text/plain", "404 page not found")]
    [InlineData("application/json", "")]
    public async Task A_404_that_is_not_in_Brevs_form_is_an_error_that_tells_of_the_first_attempt(string contentType, string body)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => FailThenAsync(stage, context, 503, 404, contentType, body));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.AdvanceUntilAsync(CallAsync(stage, "DeleteWorkspace")));

        Assert.Equal(HttpStatusCode.NotFound, exception.StatusCode);
        Assert.Contains("may have taken effect", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_another_repeated_call_tells_of_the_first_attempt()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => FailThenAsync(stage, context, 503, 409));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.AdvanceUntilAsync(CallAsync(stage, "StopWorkspace")));

        Assert.Contains("may have taken effect", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_finds_nothing_after_a_failure_is_an_error_without_a_word_about_effects()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => FailThenAsync(stage, context, 503, 404));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.AdvanceUntilAsync(stage.Client.GetWorkspaceAsync("w1")));

        Assert.DoesNotContain("may have taken effect", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_token_between_the_attempts_changes_nothing()
    {
        await using var stage = await EndpointStage.StartAsync();
        int[] statuses = [503, 401, 404];
        stage.AnswerWith((_, context) =>
        {
            context.Response.StatusCode = statuses[stage.Requests.Count - 1];
            return context.Response.WriteAsync(context.Response.StatusCode == 404 ? """{"code":"not_found"}""" : "");
        });

        await stage.AdvanceUntilAsync(CallAsync(stage, "DeleteWorkspace"));

        Assert.Equal(3, stage.Requests.Count);
    }

    [Fact]
    public async Task A_permission_that_is_denied_after_a_failure_is_told_with_its_status_and_the_first_attempt()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => FailThenAsync(stage, context, 503, 403, body: """{"code":"permission_denied"}"""));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.AdvanceUntilAsync(CallAsync(stage, "DeleteWorkspace")));

        Assert.True(exception is { StatusCode: System.Net.HttpStatusCode.Forbidden, IsPermissionDenied: true });
        Assert.Contains("may have taken effect", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> CallAsync(EndpointStage stage, string operationId)
    {
        await new OperationCall(operationId).SendAsync(stage.Client);
        return true;
    }

    private static Task FailThenAsync(
        EndpointStage stage,
        HttpContext context,
        int first,
        int then,
        string contentType = "application/json",
        string body = """{"code":"not_found"}""")
    {
        context.Response.StatusCode = stage.Requests.Count == 1 ? first : then;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(context.Response.StatusCode == first ? "" : body);
    }
}
