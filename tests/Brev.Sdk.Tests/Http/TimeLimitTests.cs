using Brev.Sdk.Tests.CustomApi;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Http;

/// <summary>A call ends when its time is over or its caller gives up, and says which.</summary>
public sealed class TimeLimitTests
{
    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_a_timeout_that_names_the_limit()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.RequestTimeout = TimeSpan.FromSeconds(12));
        stage.AnswerWith((_, context) =>
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(12));
            return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });

        var exception = await Assert.ThrowsAsync<BrevTimeoutException>(() => stage.Client.GetWorkspaceAsync("w1"));

        Assert.True(exception.IsTransient);
        Assert.Contains("GetWorkspace", exception.Message, StringComparison.Ordinal);
        Assert.Contains("12", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_a_timeout_as_well()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(async (_, context) =>
        {
            await context.Response.Body.WriteAsync("["u8.ToArray());
            await context.Response.Body.FlushAsync();
            stage.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });

        await Assert.ThrowsAsync<BrevTimeoutException>(() => stage.Client.ListOrganizationsAsync());
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_a_timeout_for_an_applications_interface_too()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(async (_, context) =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            stage.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });

        await Assert.ThrowsAsync<BrevTimeoutException>(() => stage.Client.CreateApi<IAccountApi>(PlainContext.Default).GetAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_own_cancellation()
    {
        await using var stage = await EndpointStage.StartAsync();
        using var caller = new CancellationTokenSource();
        stage.AnswerWith(async (_, context) =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            stage.Client.ListOrganizationsAsync(cancellationToken: caller.Token));

        Assert.Equal(caller.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task A_port_without_a_listener_is_a_connection_error_that_names_the_host()
    {
        var closed = new Uri("http://127.0.0.1:1");
        await using var stage = await EndpointStage.StartAsync(options =>
        {
            options.ControlPlaneEndpoint = closed;
            options.MaxRetries = 0;
        });

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => stage.Client.ListOrganizationsAsync());

        Assert.True(exception.IsTransient);
        Assert.Contains("127.0.0.1", exception.Message, StringComparison.Ordinal);
    }
}
