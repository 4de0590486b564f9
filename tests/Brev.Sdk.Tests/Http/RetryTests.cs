using System.Net;
using Brev.Sdk.Tests.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Http;

/// <summary>What is sent again after a transient failure, and what is not.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_read_is_sent_again_after_a_transient_status(int status)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) => FailUntil(stage, context, 2, status));

        var organizations = await stage.AdvanceUntilAsync(stage.Client.ListOrganizationsAsync());

        Assert.Empty(organizations);
        Assert.Equal(3, stage.Requests.Count);
        Assert.Single(stage.Requests.Select(request => request.Target).Distinct());
    }

    [Fact]
    public async Task After_the_last_retry_the_servers_answer_surfaces()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 3);
        stage.AnswerWith(503, """{"errors":[{"message":"maintenance"}]}""");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.AdvanceUntilAsync(stage.Client.ListOrganizationsAsync()));

        Assert.Equal("maintenance", exception.ErrorMessage);
        Assert.Equal(4, stage.Requests.Count);
    }

    [Fact]
    public async Task A_create_is_never_sent_again()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(503, null);

        await Assert.ThrowsAsync<BrevApiException>(() =>
            stage.Client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "one" }));

        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task A_500_that_carries_a_callers_mistake_is_not_sent_again()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(500, Fixtures.Fixture.All.Single(fixture => fixture.File == "error-500-instance-type-not-found.json").Text);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.GetWorkspaceAsync("w1"));

        Assert.True(exception.IsInvalidRequest);
        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task No_retries_means_one_request()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 0);
        stage.AnswerWith(503, null);

        await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task The_wait_that_the_server_asks_for_is_kept()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) =>
        {
            context.Response.Headers.RetryAfter = "7";
            return FailUntil(stage, context, 1, 429);
        });
        var began = stage.Clock.GetUtcNow();

        await stage.AdvanceUntilAsync(stage.Client.ListOrganizationsAsync());

        Assert.Equal(2, stage.Requests.Count);
        Assert.InRange(stage.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task A_wait_that_would_not_fit_the_time_limit_surfaces_at_once()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "600";
            return Task.CompletedTask;
        });

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Equal(TimeSpan.FromMinutes(10), exception.RetryAfter);
        Assert.True(exception.IsRateLimited);
        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task A_wait_fits_a_slow_call_when_it_fits_the_longer_limit_of_that_call()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith((_, context) =>
        {
            context.Response.Headers.RetryAfter = "20";
            context.Response.StatusCode = stage.Requests.Count == 1 ? 429 : 200;
            return context.Response.WriteAsync("{}");
        });

        await stage.Clock.AdvanceUntilAsync(stage.Client.ListOrganizationInstanceTypesAsync("organization-1"), TimeSpan.FromSeconds(30));

        Assert.Equal(2, stage.Requests.Count);
        Assert.Equal(["ListOrganizationInstanceTypes"], BrevClient.Endpoints.Where(static endpoint => endpoint.IsSlow)
            .Select(static endpoint => endpoint.OperationId));
    }

    private static Task FailUntil(EndpointStage stage, HttpContext context, int failures, int status)
    {
        context.Response.StatusCode = stage.Requests.Count <= failures ? status : (int)HttpStatusCode.OK;
        return context.Response.WriteAsync(context.Response.StatusCode == 200 ? "[]" : "");
    }
}
