using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Waiting;

/// <summary>Looks that fail.</summary>
public sealed class PollingErrorTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_few_errors_that_pass_are_borne(HttpStatusCode status)
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext("GetWorkspace", status, times: 5);

        Assert.Equal(workspace.Id, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Running)).Id);
    }

    [Fact]
    public async Task Broken_connections_are_borne()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext("GetWorkspace", FakeFailure.BrokenConnection, times: 3);

        Assert.Equal(workspace.Id, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Running)).Id);
    }

    [Fact]
    public async Task Errors_that_last_end_the_wait_long_before_its_limit()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1", WorkspaceStatus.Deploying);
        _stage.Fake.Requests.FailNext("GetWorkspace", HttpStatusCode.ServiceUnavailable, times: 10_000);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Running);

        Assert.Equal(WaitFailureReason.PollingFailed, failure.Reason);
        Assert.InRange(failure.Elapsed, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
        Assert.IsType<BrevApiException>(failure.InnerException);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task A_refusal_ends_the_wait_at_once()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1", WorkspaceStatus.Deploying);
        _stage.Fake.Requests.FailNext("GetWorkspace", HttpStatusCode.Forbidden, times: 10);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Running);

        Assert.Equal(WaitFailureReason.PollingFailed, failure.Reason);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_login_that_has_ended_is_said_as_everywhere_else()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1", WorkspaceStatus.Deploying);
        _stage.Fake.Tokens.RevokeAll();
        _stage.Fake.IdentityProvider.Reject();

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Running));
    }

    [Fact]
    public async Task An_API_key_that_is_revoked_in_the_middle_of_a_wait_is_said_as_a_login_that_has_ended()
    {
        var key = _stage.Fake.Tokens.AddApiKey(organizationId: _stage.Organization);
        await using var credential = BrevCredential.FromApiKey(key);
        using var client = new BrevClient(_stage.Fake.CreateOptions(credential));
        var workspace = _stage.Fake.Workspaces.Add("train-1", WorkspaceStatus.Deploying);
        var revoking = new Recorder(_ => _stage.Fake.Tokens.Revoke(key));

        var failure = await Assert.ThrowsAsync<BrevLoginRequiredException>(
            () => _stage.RunAsync(client.WaitForWorkspaceAsync(workspace.Id!, WorkspaceCondition.Running, progress: revoking)));

        Assert.Equal(HttpStatusCode.Unauthorized, Assert.IsType<BrevApiException>(failure.InnerException).StatusCode);
        Assert.Contains("train-1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_pause_gets_it()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext(
            "GetWorkspace", new FakeFailure(HttpStatusCode.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(17) });
        var began = _stage.Fake.Clock.GetUtcNow();

        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Running);

        Assert.Equal(TimeSpan.FromSeconds(17), _stage.Fake.Clock.GetUtcNow() - began);
    }

    [Fact]
    public async Task A_pause_that_a_server_asks_for_is_bounded_by_the_outage_that_is_borne_and_its_answer_is_named()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext(
            "GetWorkspace", FakeFailure.TooManyRequests(TimeSpan.FromSeconds(99_999_999)), times: 100);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Running);

        Assert.Equal(WaitFailureReason.PollingFailed, failure.Reason);
        Assert.Equal(HttpStatusCode.TooManyRequests, Assert.IsType<BrevApiException>(failure.InnerException).StatusCode);
        Assert.InRange(failure.Elapsed, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task A_time_out_during_a_pause_that_a_server_asked_for_names_its_answer()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext("GetWorkspace", FakeFailure.TooManyRequests(TimeSpan.FromMinutes(4)), times: 100);

        var failure = await _stage.WaitFailsAsync(
            workspace.Id!, WorkspaceCondition.Running, new WaitOptions { Timeout = TimeSpan.FromMinutes(1) });

        Assert.Equal(WaitFailureReason.TimedOut, failure.Reason);
        Assert.Contains("The last look failed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("429", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_hangs_ends_with_the_limit_of_the_wait()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        using var gate = _stage.Fake.Requests.HoldNext("GetWorkspace");
        var wait = _stage.Client.WaitForWorkspaceAsync(
            workspace.Id!, WorkspaceCondition.Running, new WaitOptions { Timeout = TimeSpan.FromSeconds(3) });
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        _stage.Fake.Clock.Advance(TimeSpan.FromSeconds(3));

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => wait.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(WaitFailureReason.TimedOut, failure.Reason);
    }
}
