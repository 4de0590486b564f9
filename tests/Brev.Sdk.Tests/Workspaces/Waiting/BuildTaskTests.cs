using System.Net;
using System.Text.Json;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Waiting;

/// <summary>What the tasks of a machine say about its build.</summary>
public sealed class BuildTaskTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task An_environment_build_task_that_failed_ends_a_wait_for_ready_whatever_the_build_status_says()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        AnswerWith(
            workspace with { VerbBuildStatus = BuildStatus.Building }, EnvironmentTaskStatus.Succeeded, EnvironmentTaskStatus.Failed);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Ready);

        Assert.Equal(WaitFailureReason.BuildFailed, failure.Reason);
    }

    [Fact]
    public async Task A_failed_task_of_an_earlier_build_does_not_count_against_one_that_is_complete()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        AnswerWith(workspace with { VerbBuildStatus = BuildStatus.Completed }, EnvironmentTaskStatus.Failed);

        Assert.Equal(BuildStatus.Completed, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Ready)).VerbBuildStatus);
    }

    [Fact]
    public async Task An_environment_build_task_that_failed_does_not_keep_SSH_from_being_reached()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        AnswerWith(workspace with { VerbBuildStatus = BuildStatus.Building }, EnvironmentTaskStatus.Failed);

        Assert.Equal(workspace.Id, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable)).Id);
    }

    [Theory]
    [InlineData("DEPLOYING", true)]
    [InlineData("SOMETHING_NEW", true)]
    [InlineData("STARTING", false)]
    [InlineData("STOPPED", false)]
    [InlineData("STOPPING", false)]
    public async Task A_failed_build_ends_a_wait_for_ready_in_every_state_but_those_of_a_restart(string status, bool ends)
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        AnswerOnce(workspace with { Status = new WorkspaceStatus(status), VerbBuildStatus = BuildStatus.CreateFailed });
        var wait = _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Ready);

        if (ends)
        {
            Assert.Equal(WaitFailureReason.BuildFailed, (await Assert.ThrowsAsync<BrevWaitException>(() => wait)).Reason);
        }
        else
        {
            Assert.Equal(BuildStatus.Completed, (await wait).VerbBuildStatus);
        }
    }

    [Theory]
    [InlineData(WorkspaceCondition.Running)]
    [InlineData(WorkspaceCondition.SshReachable)]
    public async Task A_failed_build_of_a_machine_that_deploys_ends_no_wait_for_another_condition(WorkspaceCondition condition)
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        AnswerOnce(workspace with { Status = WorkspaceStatus.Deploying, VerbBuildStatus = BuildStatus.CreateFailed });

        Assert.Equal(WorkspaceStatus.Running, (await _stage.WaitAsync(workspace.Id!, condition)).Status);
    }

    private void AnswerOnce(Workspace workspace) => _stage.Fake.Requests.FailNext(
        "GetWorkspace", new FakeFailure(HttpStatusCode.OK) { Body = JsonSerializer.Serialize(workspace) });

    private void AnswerWith(Workspace workspace, params EnvironmentTaskStatus[] tasks)
    {
        var answer = workspace with
        {
            Environment = workspace.Environment! with
            {
                Tasks = [.. tasks.Select(static status => new WorkspaceEnvironmentTask { Name = "environment-build", Status = status })],
            },
        };
        var body = JsonSerializer.Serialize(answer);
        _stage.Fake.Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.OK) { Body = body }, times: 100);
    }
}
