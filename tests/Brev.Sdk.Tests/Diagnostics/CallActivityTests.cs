using System.Collections.Concurrent;
using System.Diagnostics;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Diagnostics;

/// <summary>A call as a trace shows it.</summary>
public sealed class CallActivityTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivitySource _own = new("test");
    private readonly ActivityListener _listener;

    public CallActivityTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Brev.Sdk" or "test",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task A_call_is_one_activity_with_its_operation_and_its_status()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"w1"}""");

        var call = await TraceAsync(() => stage.Client.GetWorkspaceAsync("w1"));

        Assert.Equal("Brev GetWorkspace", call.OperationName);
        Assert.Equal(ActivityKind.Client, call.Kind);
        Assert.Equal(200, call.GetTagItem("http.response.status_code"));
        Assert.Equal("/api/workspaces/{workspaceId}", call.GetTagItem("url.template"));
        Assert.Equal(ActivityStatusCode.Unset, call.Status);
        Assert.Null(call.GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_call_that_fails_says_how()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(404, null);

        var call = await TraceAsync(() => Assert.ThrowsAsync<BrevApiException>(() => stage.Client.GetWorkspaceAsync("w1")));

        Assert.Equal(ActivityStatusCode.Error, call.Status);
        Assert.Equal(404, call.GetTagItem("http.response.status_code"));
        Assert.Equal("404", call.GetTagItem("error.type"));
    }

    [Theory]
    [InlineData("[", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("<html></html>", "text/html")]
    public async Task A_success_whose_body_is_no_answer_shows_as_a_failed_call(string body, string contentType)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, body, contentType);

        var call = await TraceAsync(() => Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListWorkspacesAsync("o1")));

        Assert.Equal(ActivityStatusCode.Error, call.Status);
        Assert.Equal(200, call.GetTagItem("http.response.status_code"));
        Assert.Equal("Brev.Sdk.BrevApiException", call.GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_call_without_an_answer_names_the_exception()
    {
        await using var stage = await EndpointStage.StartAsync(static options =>
        {
            options.ControlPlaneEndpoint = new Uri("http://127.0.0.1:1");
            options.MaxRetries = 0;
        });

        var call = await TraceAsync(() => Assert.ThrowsAsync<BrevConnectionException>(() => stage.Client.GetWorkspaceAsync("w1")));

        Assert.Equal(ActivityStatusCode.Error, call.Status);
        Assert.Equal("Brev.Sdk.BrevConnectionException", call.GetTagItem("error.type"));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _own.Dispose();
    }

    /// <summary>The activity of this very call: others run at the same time.</summary>
    private async Task<Activity> TraceAsync(Func<Task> call)
    {
        using var mine = _own.StartActivity("mine")!;
        await call();
        return Assert.Single(_stopped, activity => activity.TraceId == mine.TraceId && activity.OperationName != "Brev token refresh");
    }
}
