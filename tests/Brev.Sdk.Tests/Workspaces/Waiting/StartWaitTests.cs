using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Waiting;

/// <summary>Waits for a machine that comes up, on the signals that are known to tell the truth.</summary>
public sealed class StartWaitTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    private FakeWorkspaces Workspaces => _stage.Fake.Workspaces;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData(WorkspaceCondition.Running, 100)]
    [InlineData(WorkspaceCondition.SshReachable, 220)]
    [InlineData(WorkspaceCondition.Ready, 600)]
    public async Task Deploying_to_running_reachable_and_ready_are_three_moments(WorkspaceCondition condition, int seconds)
    {
        var id = await CreateAsync();
        var began = _stage.Fake.Clock.GetUtcNow();

        var workspace = await _stage.WaitAsync(id, condition);

        Assert.Equal(WorkspaceStatus.Running, workspace.Status);
        Assert.InRange((_stage.Fake.Clock.GetUtcNow() - began).TotalSeconds, seconds, seconds + 6);
    }

    [Fact]
    public async Task Running_alone_is_no_sign_of_SSH()
    {
        Workspaces.SshTime = TimeSpan.FromHours(2);
        var id = await CreateAsync();

        var failure = await _stage.WaitFailsAsync(id, WorkspaceCondition.SshReachable);

        Assert.Equal(WaitFailureReason.TimedOut, failure.Reason);
        Assert.Contains("relay", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WorkspaceCondition.Running)]
    [InlineData(WorkspaceCondition.SshReachable)]
    [InlineData(WorkspaceCondition.Ready)]
    public async Task Unhealthy_is_normal_and_no_wait_looks_at_it(WorkspaceCondition condition)
    {
        var workspace = Workspaces.Add("train-1");
        Workspaces.MakeUnhealthy(workspace.Id!);

        var found = await _stage.WaitAsync(workspace.Id!, condition);

        Assert.Equal(HealthStatus.Unhealthy, found.HealthStatus);
    }

    [Theory]
    [InlineData(WorkspaceCondition.Running)]
    [InlineData(WorkspaceCondition.SshReachable)]
    [InlineData(WorkspaceCondition.Ready)]
    public async Task Deploying_to_failure_ends_the_wait_with_the_status_message(WorkspaceCondition condition)
    {
        Workspaces.FailNextDeploy("no capacity in us-east-1");
        var id = await CreateAsync();

        var failure = await _stage.WaitFailsAsync(id, condition);

        Assert.Equal(WaitFailureReason.Failed, failure.Reason);
        Assert.Contains("no capacity in us-east-1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(WorkspaceStatus.Failure, failure.LastWorkspace?.Status);
    }

    [Fact]
    public async Task A_build_that_failed_ends_a_wait_for_ready_although_the_status_is_running()
    {
        Workspaces.FailNextBuild();
        var id = await CreateAsync();

        var failure = await _stage.WaitFailsAsync(id, WorkspaceCondition.Ready);

        Assert.Equal(WaitFailureReason.BuildFailed, failure.Reason);
        Assert.Equal(WorkspaceStatus.Running, failure.LastWorkspace?.Status);
        Assert.Equal(WorkspaceCondition.Ready, failure.Condition);
    }

    [Fact]
    public async Task CREATE_FAILED_can_stick_on_a_machine_that_works_so_a_wait_for_SSH_goes_on()
    {
        Workspaces.FailNextBuild();
        var id = await CreateAsync();

        var workspace = await _stage.WaitAsync(id, WorkspaceCondition.SshReachable);

        Assert.Equal(BuildStatus.CreateFailed, workspace.VerbBuildStatus);
    }

    [Fact]
    public async Task A_broken_create_answer_can_leave_a_build_that_never_starts_which_is_an_outcome_of_its_own()
    {
        Workspaces.NeverStartNextBuild();
        var id = await CreateAsync();

        var failure = await _stage.WaitFailsAsync(id, WorkspaceCondition.Ready);

        Assert.Equal(WaitFailureReason.BuildNeverStarted, failure.Reason);
        Assert.InRange(failure.Elapsed, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(8));
    }

    [Fact]
    public async Task A_build_that_never_starts_does_not_keep_SSH_from_being_reached()
    {
        Workspaces.NeverStartNextBuild();
        var id = await CreateAsync();

        Assert.Equal(id, (await _stage.WaitAsync(id, WorkspaceCondition.SshReachable)).Id);
    }

    [Fact]
    public async Task Stopped_to_starting_to_running_is_waited_for_from_the_moment_of_the_start()
    {
        var workspace = Workspaces.Add("train-1", WorkspaceStatus.Stopped);
        await _stage.Client.StartWorkspaceAsync(workspace.Id!);

        Assert.Equal(WorkspaceStatus.Running, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Running)).Status);
    }

    [Fact]
    public async Task A_start_that_fails_for_lack_of_capacity_ends_the_wait()
    {
        var workspace = Workspaces.Add("train-1", WorkspaceStatus.Stopped);
        Workspaces.FailNextStart("no capacity");
        await _stage.Client.StartWorkspaceAsync(workspace.Id!);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Running);

        Assert.Equal(WaitFailureReason.Failed, failure.Reason);
        Assert.Contains("no capacity", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WorkspaceCondition.Running)]
    [InlineData(WorkspaceCondition.Ready)]
    [InlineData(WorkspaceCondition.SshReachable)]
    public async Task Starting_that_falls_back_to_stopped_ends_the_wait_at_once(WorkspaceCondition condition)
    {
        var workspace = Workspaces.Add("train-1", WorkspaceStatus.Stopped);
        await _stage.Client.StartWorkspaceAsync(workspace.Id!);
        var progress = new Recorder(seen => FallBack(seen));

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => _stage.WaitAsync(workspace.Id!, condition, progress: progress));

        Assert.Equal(WaitFailureReason.Stopped, failure.Reason);
        Assert.InRange(failure.Elapsed.TotalSeconds, 0, 20);
        Assert.Contains("no capacity", failure.Message, StringComparison.Ordinal);

        void FallBack(Workspace seen)
        {
            if (seen.Status == WorkspaceStatus.Starting)
            {
                var body = $$"""{"id":"{{seen.Id}}","name":"train-1","status":"STOPPED","lastStartStatusMessage":"no capacity"}""";
                _stage.Fake.Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.OK) { Body = body }, times: 3);
            }
        }
    }

    [Fact]
    public async Task A_machine_that_stays_stopped_ends_a_wait_for_running_after_a_minute()
    {
        var workspace = Workspaces.Add("train-1", WorkspaceStatus.Stopped);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Running);

        Assert.Equal(WaitFailureReason.Stopped, failure.Reason);
        Assert.InRange(failure.Elapsed.TotalSeconds, 60, 70);
    }

    [Fact]
    public async Task Credits_that_run_out_stop_what_can_be_stopped_and_end_the_wait()
    {
        var id = await CreateAsync();
        var progress = new Recorder(workspace => { if (workspace.Status == WorkspaceStatus.Running) { Workspaces.RunOutOfCredits(); } });

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => _stage.WaitAsync(id, WorkspaceCondition.Ready, progress: progress));

        Assert.Equal(WaitFailureReason.Stopped, failure.Reason);
    }

    [Fact]
    public async Task Credits_that_run_out_delete_what_cannot_be_stopped_and_end_the_wait()
    {
        _stage.Fake.InstanceTypes.Add(
            new InstanceType { Type = "fixed", Provider = "other", CloudCredId = "other-credential", Stoppable = null });
        var workspace = Workspaces.Add("train-1", WorkspaceStatus.Deploying, instanceType: "fixed");
        Workspaces.RunOutOfCredits();

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Ready);

        Assert.Equal(WaitFailureReason.Deleting, failure.Reason);
    }

    [Fact]
    public async Task A_workspace_that_is_not_known_ends_the_wait_at_once()
    {
        var failure = await _stage.WaitFailsAsync("ws-none", WorkspaceCondition.Running);

        Assert.Equal(WaitFailureReason.NotFound, failure.Reason);
        Assert.Null(failure.LastWorkspace);
        Assert.Equal(TimeSpan.Zero, failure.Elapsed);
    }

    [Fact]
    public async Task A_status_that_is_not_known_is_waited_through()
    {
        var workspace = Workspaces.Add("train-1");
        var body = await ReadBodyAsync(workspace.Id!);
        _stage.Fake.Requests.FailNext("GetWorkspace", new FakeFailure(
            System.Net.HttpStatusCode.OK) { Body = body.Replace("\"RUNNING\"", "\"REHYDRATING\"", StringComparison.Ordinal) }, times: 3);
        var progress = new Recorder();

        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Running, progress: progress);

        Assert.Equal(["REHYDRATING", "RUNNING"], progress.Seen.Select(static seen => seen.Status.ToString()));
    }

    [Fact]
    public async Task Progress_is_told_of_each_state_once_and_of_the_last_one()
    {
        var id = await CreateAsync();
        var progress = new Recorder();

        await _stage.WaitAsync(id, WorkspaceCondition.Ready, progress: progress);

        Assert.Equal(
            ["DEPLOYING PENDING 0", "RUNNING BUILDING 0", "RUNNING BUILDING 1", "RUNNING COMPLETED 1"],
            progress.Seen.Select(static seen => $"{seen.Status} {seen.VerbBuildStatus} {seen.Environment!.SshAccess.Count}"));
    }

    [Theory]
    [InlineData(WorkspaceCondition.Running, 20)]
    [InlineData(WorkspaceCondition.SshReachable, 30)]
    [InlineData(WorkspaceCondition.Ready, 45)]
    public async Task Each_condition_has_a_limit_of_its_own(WorkspaceCondition condition, int minutes)
    {
        Workspaces.DeployTime = TimeSpan.FromHours(3);
        var id = await CreateAsync();

        var failure = await _stage.WaitFailsAsync(id, condition);

        Assert.Equal(WaitFailureReason.TimedOut, failure.Reason);
        Assert.Equal(minutes, failure.Elapsed.TotalMinutes, precision: 1);
        Assert.Contains("DEPLOYING", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task Looks_are_five_seconds_apart_give_or_take_a_fifth()
    {
        var id = await CreateAsync();

        await _stage.WaitAsync(id, WorkspaceCondition.Ready);

        var times = _stage.Fake.Requests.For("GetWorkspace").Select(static request => request.ReceivedOn).ToArray();
        var pauses = times.Skip(1).Zip(times, static (next, one) => (next - one).TotalSeconds).ToArray();
        Assert.All(pauses, static pause => Assert.InRange(pause, 3.99, 6.01));
        Assert.InRange(pauses.Average(), 4.7, 5.3);
        Assert.True(pauses.Distinct().Count() > 10);
    }

    [Fact]
    public async Task Cancellation_ends_the_wait_and_leaves_the_workspace()
    {
        var id = await CreateAsync();
        using var cancellation = new CancellationTokenSource();
        var progress = new Recorder(_ => cancellation.Cancel());

        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _stage.Client.WaitForWorkspaceAsync(id, WorkspaceCondition.Ready, null, progress, cancellation.Token));

        Assert.Equal(cancellation.Token, failure.CancellationToken);
        Assert.Single(Workspaces.All);
    }

    private async Task<string> CreateAsync() => (await _stage.Client.CreateWorkspaceAsync(_stage.Plan())).Id!;

    private async Task<string> ReadBodyAsync(string id)
    {
        var options = _stage.Fake;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", options.Tokens.IssueFor());
        return await http.GetStringAsync(new Uri(options.ControlPlaneEndpoint, $"/api/workspaces/{id}"));
    }
}
