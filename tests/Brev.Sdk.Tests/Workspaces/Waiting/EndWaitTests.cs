using System.Net;
using System.Text.Json;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Waiting;

/// <summary>Waits for a machine that stops or goes.</summary>
public sealed class EndWaitTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    private FakeWorkspaces Workspaces => _stage.Fake.Workspaces;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Running_to_stopping_to_stopped_is_waited_for()
    {
        var workspace = Workspaces.Add("train-1");
        await _stage.Client.StopWorkspaceAsync(workspace.Id!);

        Assert.Equal(WorkspaceStatus.Stopped, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Stopped)).Status);
    }

    [Fact]
    public async Task A_type_that_cannot_be_stopped_ends_a_wait_for_stopped_at_once()
    {
        _stage.Fake.InstanceTypes.Add(
            new InstanceType { Type = "fixed", Provider = "other", CloudCredId = "other-credential", Stoppable = false });
        var workspace = Workspaces.Add("train-1", instanceType: "fixed");

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Stopped);

        Assert.Equal(WaitFailureReason.NotStoppable, failure.Reason);
    }

    [Fact]
    public async Task The_accepted_delete_is_no_sign_that_the_workspace_is_gone()
    {
        var workspace = Workspaces.Add("train-1");
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);
        var began = _stage.Fake.Clock.GetUtcNow();

        var last = await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Deleted);

        Assert.Equal(WorkspaceStatus.Deleting, last.Status);
        Assert.InRange(_stage.Fake.Clock.GetUtcNow() - began, Workspaces.DeleteTime, Workspaces.DeleteTime + TimeSpan.FromSeconds(6));
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task The_task_that_ends_the_charge_is_seen_before_the_record_is_gone()
    {
        var workspace = Workspaces.Add("train-1");
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);

        var last = await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Deleted);

        Assert.Contains(last.Environment!.Tasks, static task => task.Name == "terminate-environment-instance"
            && task.Status == EnvironmentTaskStatus.Succeeded);
    }

    [Fact]
    public async Task A_deletion_that_falls_back_to_stopped_is_an_outcome_of_its_own()
    {
        var workspace = Workspaces.Add("train-1");
        Workspaces.FailNextDelete();
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Deleted);

        Assert.Equal(WaitFailureReason.DeleteFailed, failure.Reason);
        Assert.Equal(WorkspaceStatus.Stopped, failure.LastWorkspace?.Status);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_stopped_workspace_that_no_one_has_stopped_is_an_unfinished_deletion()
    {
        var workspace = Workspaces.Add("train-1");
        Workspaces.FailNextDelete();
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);
        _stage.Fake.Clock.Advance(Workspaces.DeleteTime);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Deleted);

        Assert.Equal(WaitFailureReason.DeleteFailed, failure.Reason);
        Assert.Equal(TimeSpan.Zero, failure.Elapsed);
    }

    [Fact]
    public async Task A_deletion_that_is_asked_for_once_more_is_not_judged_by_the_failed_task_of_the_first_one()
    {
        var workspace = Workspaces.Add("train-1");
        var before = await FailToDeleteAsync(workspace.Id!);
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);
        ShowOnce(before);

        var last = await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Deleted, new WaitOptions { Before = before });

        Assert.Equal(workspace.Id, last.Id);
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_failed_task_that_was_not_there_before_ends_the_wait_for_a_deletion_at_once()
    {
        var workspace = Workspaces.Add("train-1");
        var failed = await FailToDeleteAsync(workspace.Id!);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Deleted, new WaitOptions { Before = workspace });

        Assert.Equal((WaitFailureReason.DeleteFailed, TimeSpan.Zero), (failure.Reason, failure.Elapsed));
        Assert.Equal(failed.Status, failure.LastWorkspace!.Status);
    }

    [Fact]
    public async Task A_deletion_that_is_asked_for_once_more_and_never_begins_fails_after_two_minutes()
    {
        var workspace = Workspaces.Add("train-1");
        var before = await FailToDeleteAsync(workspace.Id!);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.Deleted, new WaitOptions { Before = before });

        Assert.Equal(WaitFailureReason.DeleteFailed, failure.Reason);
        Assert.Equal(2, failure.Elapsed.TotalMinutes, tolerance: 0.2);
    }

    [Fact]
    public async Task A_teammates_workspace_is_deleted_whatever_the_actions_of_the_callers_role_say()
    {
        var teammate = _stage.Fake.Users.Add("teammate");
        _stage.Fake.Organizations.AddMember(_stage.Organization, teammate.Id!);
        var workspace = Workspaces.Add("theirs", userId: teammate.Id);
        var roles = await _stage.Client.ListOrganizationRoleAttachmentsAsync(_stage.Organization);

        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);

        Assert.All(roles, static role => Assert.Equal(["CreateWorkspaces", "ViewWorkspaces"], role.Role!.Actions));
        Assert.Equal(workspace.Id, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Deleted)).Id);
    }

    [Fact]
    public async Task An_id_that_is_unknown_or_finished_counts_as_deleted()
    {
        var gone = await _stage.WaitAsync("ws-none", WorkspaceCondition.Deleted);

        Assert.Equal("ws-none", gone.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>signed out</html>")]
    public async Task A_success_that_says_nothing_is_no_sign_that_a_workspace_is_gone(string body)
    {
        var workspace = Workspaces.Add("train-1");
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);
        _stage.Fake.Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.OK) { Body = body });
        var began = _stage.Fake.Clock.GetUtcNow();

        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Deleted);

        Assert.True(_stage.Fake.Clock.GetUtcNow() - began >= Workspaces.DeleteTime);
    }

    [Fact]
    public async Task A_page_of_a_gateway_with_404_is_no_sign_that_a_workspace_is_gone()
    {
        var workspace = Workspaces.Add("train-1");
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);
        _stage.Fake.Requests.FailNext("GetWorkspace", FakeFailure.GatewayPage(HttpStatusCode.NotFound));
        var began = _stage.Fake.Clock.GetUtcNow();

        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Deleted);

        Assert.True(_stage.Fake.Clock.GetUtcNow() - began >= Workspaces.DeleteTime);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("404 page not found", false)]
    [InlineData("404 page not found", true)]
    public async Task A_404_that_is_not_in_Brevs_own_words_and_an_empty_list_are_no_sign_that_a_workspace_is_gone(
        string body, bool hasBefore)
    {
        var workspace = Workspaces.Add("train-1");
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);
        _stage.Fake.Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.NotFound) { Body = body, ContentType = "text/plain" });
        _stage.Fake.Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 3);
        var began = _stage.Fake.Clock.GetUtcNow();

        await _stage.WaitAsync(
            workspace.Id!, WorkspaceCondition.Deleted, new WaitOptions { Before = hasBefore ? workspace : null });

        Assert.True(_stage.Fake.Clock.GetUtcNow() - began >= Workspaces.DeleteTime);
    }

    [Theory]
    [InlineData(WorkspaceCondition.Stopped, 10)]
    [InlineData(WorkspaceCondition.Deleted, 20)]
    public async Task Each_condition_has_a_limit_of_its_own(WorkspaceCondition condition, int minutes)
    {
        var workspace = Workspaces.Add("train-1");

        var failure = await _stage.WaitFailsAsync(workspace.Id!, condition);

        Assert.Equal(WaitFailureReason.TimedOut, failure.Reason);
        Assert.Equal(minutes, failure.Elapsed.TotalMinutes, precision: 1);
    }

    private async Task<Workspace> FailToDeleteAsync(string id)
    {
        Workspaces.FailNextDelete();
        await _stage.Client.DeleteWorkspaceAsync(id);
        _stage.Fake.Clock.Advance(Workspaces.DeleteTime);
        return await _stage.Client.GetWorkspaceAsync(id);
    }

    /// <summary>The next look shows an earlier state, as a server does that has not caught up.</summary>
    private void ShowOnce(Workspace workspace) => _stage.Fake.Requests.FailNext(
        "GetWorkspace", new FakeFailure(HttpStatusCode.OK) { Body = JsonSerializer.Serialize(workspace) });
}
