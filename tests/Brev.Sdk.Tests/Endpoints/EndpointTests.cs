using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.Tests.Endpoints;

/// <summary>What holds for every operation, by the endpoint table and the document, on real sockets.</summary>
public sealed class EndpointTests
{
    public static TheoryData<string> All => [.. BrevClient.Endpoints.Select(endpoint => endpoint.OperationId)];

    public static TheoryData<string> Secured =>
        [.. BrevClient.Endpoints.Where(endpoint => endpoint.RequiresAuthorization).Select(endpoint => endpoint.OperationId)];

    public static TheoryData<string> Anonymous =>
        [.. BrevClient.Endpoints.Where(endpoint => !endpoint.RequiresAuthorization).Select(endpoint => endpoint.OperationId)];

    [Fact]
    public void The_endpoint_table_says_what_the_document_says()
    {
        var described = OpenApiDocumentFile.Operations.Values.Select(operation =>
            (operation.Id, operation.Method, operation.Path, operation.Server, operation.Secured));
        var listed = BrevClient.Endpoints.Select(endpoint =>
            (endpoint.OperationId, endpoint.Method, endpoint.RouteTemplate, endpoint.Server.ToString(), endpoint.RequiresAuthorization));

        Assert.Equal(described.Order(), listed.Order());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_right_method_path_query_and_body_leave(string operationId)
    {
        var operation = OpenApiDocumentFile.Operations[operationId];
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => EndpointStage.SucceedAsync(operation, context));

        await new OperationCall(operationId).SendAsync(stage.Client);

        var request = Assert.Single(stage.RequestsAt(operation.Server));
        Assert.Equal(operation.Method.Method, request.Method);
        Assert.Equal(ExpectedPath(operation), request.Path);
        Assert.Equal(ExpectedQuery(operation), request.Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Order(
            StringComparer.Ordinal));
        Assert.True(JsonNode.DeepEquals(new OperationCall(operationId).ExpectedBody, Parse(request.Body)), request.Body);
        foreach (var header in operation.Parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "header"))
        {
            Assert.Equal(ConstantOf(header) ?? OperationCall.Text(header), request.Headers[header["name"]!.GetValue<string>()]);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_token_is_attached_exactly_when_the_document_says_so(string operationId)
    {
        var operation = OpenApiDocumentFile.Operations[operationId];
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => EndpointStage.SucceedAsync(operation, context));

        await new OperationCall(operationId).SendAsync(stage.Client);

        Assert.Equal(operation.Secured ? "Bearer " + stage.FirstToken : null, Assert.Single(stage.Requests).Authorization);
        Assert.Empty(stage.IdentityProvider.Requests);
    }

    [Theory]
    [MemberData(nameof(Secured))]
    public Task A_401_is_answered_by_one_refresh_and_one_resend(string operationId) => IsRefreshedAndResent(operationId, 401);

    [Theory]
    [MemberData(nameof(Secured))]
    public Task A_403_is_answered_by_one_refresh_and_one_resend(string operationId) => IsRefreshedAndResent(operationId, 403);

    [Theory]
    [MemberData(nameof(Secured))]
    public async Task A_second_401_surfaces(string operationId)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => EndpointStage.RejectAsync(context, 401));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => new OperationCall(operationId).SendAsync(stage.Client));

        Assert.True(exception.IsUnauthenticated);
        Assert.Equal(operationId, exception.OperationId);
        Assert.Equal(2, stage.Requests.Count);
        Assert.Single(stage.IdentityProvider.Requests);
    }

    [Theory]
    [MemberData(nameof(Secured))]
    public async Task A_token_inside_the_refresh_window_causes_no_wait(string operationId)
    {
        var operation = OpenApiDocumentFile.Operations[operationId];
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => EndpointStage.SucceedAsync(operation, context));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = stage.IdentityProvider.Answer;
        stage.IdentityProvider.Answer = async (request, context) =>
        {
            asked.TrySetResult();
            await release.Task;
            await answer(request, context);
        };
        await stage.Credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(57));

        // The identity provider does not answer until the call is over: a call that waited for it would never end.
        await new OperationCall(operationId).SendAsync(stage.Client);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        release.SetResult();

        Assert.Equal("Bearer " + stage.FirstToken, Assert.Single(stage.Requests).Authorization);
    }

    [Theory]
    [MemberData(nameof(Anonymous))]
    public async Task An_anonymous_operation_carries_no_token_even_after_a_401(string operationId)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => EndpointStage.RejectAsync(context, 401));

        await Assert.ThrowsAsync<BrevApiException>(() => new OperationCall(operationId).SendAsync(stage.Client));

        Assert.Null(Assert.Single(stage.Requests).Authorization);
        Assert.Empty(stage.IdentityProvider.Requests);
    }

    private static async Task IsRefreshedAndResent(string operationId, int status)
    {
        var operation = OpenApiDocumentFile.Operations[operationId];
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((request, context) => request.Authorization == "Bearer " + stage.FirstToken
            ? EndpointStage.RejectAsync(context, status)
            : EndpointStage.SucceedAsync(operation, context));

        await new OperationCall(operationId).SendAsync(stage.Client);

        var requests = stage.RequestsAt(operation.Server);
        Assert.Equal(2, requests.Count);
        Assert.Single(stage.IdentityProvider.Requests);
        Assert.NotEqual(requests[0].Authorization, requests[1].Authorization);
        Assert.Equal(Fingerprint(requests[0]), Fingerprint(requests[1]));
    }

    private static (string Method, string Target, string Body, string? Type, string? Protocol) Fingerprint(ReceivedRequest request) =>
        (request.Method, request.Target, request.Body, request.Headers.GetValueOrDefault("Content-Type"), request.Headers.GetValueOrDefault(
            "Connect-Protocol-Version"));

    private static string? ConstantOf(JsonObject parameter) =>
        (parameter["schema"]!["const"] ?? (parameter["schema"]!["enum"] is JsonArray { Count: 1 } only ? only[0] : null))?.ToString();

    private static string ExpectedPath(DescribedOperation operation)
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "path"))
        {
            path = path.Replace($"{{{parameter["name"]}}}", Uri.EscapeDataString(OperationCall.Text(parameter)), StringComparison.Ordinal);
        }

        return path;
    }

    private static IEnumerable<string> ExpectedQuery(DescribedOperation operation) => operation.Parameters
        .Where(parameter => parameter["in"]!.GetValue<string>() == "query")
        .Select(parameter => $"{parameter["name"]}={Uri.EscapeDataString(OperationCall.Text(parameter))}")
        .Order(StringComparer.Ordinal);

    private static JsonNode? Parse(string body) => body.Length == 0 ? null : JsonNode.Parse(body);
}
