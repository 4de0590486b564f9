using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeWorkspacesTests : IAsyncLifetime
{
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private BrevClient Client => _stage.Client;

    private string Organization => Brev.Organizations.Default.Id!;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_workspace_is_deployed_built_and_reachable_as_the_clock_moves()
    {
        Brev.Tokens.Lifetime = TimeSpan.FromDays(1);
        Brev.Workspaces.DeployTime = TimeSpan.FromMinutes(10);
        Brev.Workspaces.SshTime = TimeSpan.FromMinutes(12);
        Brev.Workspaces.BuildTime = TimeSpan.FromMinutes(25);

        var created = await Client.CreateWorkspaceAsync(Organization, NewWorkspace("train-1"));
        Assert.Equal(WorkspaceStatus.Deploying, created.Status);
        Assert.Equal("", created.Environment?.Instance?.SshHostname);

        Brev.Clock.Advance(TimeSpan.FromMinutes(10));
        var running = await Client.GetWorkspaceAsync(created.Id!);
        Assert.Equal(WorkspaceStatus.Running, running.Status);
        Assert.Equal(BuildStatus.Building, running.VerbBuildStatus);
        Assert.Equal(HealthStatus.Unhealthy, running.HealthStatus);
        Assert.Empty(running.Environment!.SshAccess);

        Brev.Clock.Advance(TimeSpan.FromMinutes(2));
        var reachable = await Client.GetWorkspaceAsync(created.Id!);
        Assert.Single(reachable.Environment!.SshAccess);
        Assert.Equal("global.prd.ga.run.brev.nvidia.com", reachable.Environment.Instance!.SshHostname);

        Brev.Clock.Advance(TimeSpan.FromMinutes(13));
        var built = await Client.GetWorkspaceAsync(created.Id!);
        Assert.Equal(BuildStatus.Completed, built.VerbBuildStatus);
        Assert.Equal(HealthStatus.Healthy, built.HealthStatus);
    }

    [Fact]
    public async Task A_workspace_stops_and_starts_again()
    {
        var workspace = Brev.Workspaces.Add("train-1");

        Assert.Equal(WorkspaceStatus.Stopping, (await Client.StopWorkspaceAsync(workspace.Id!)).Status);
        Brev.Clock.Advance(Brev.Workspaces.StopTime);
        Assert.Equal(WorkspaceStatus.Stopped, (await Client.GetWorkspaceAsync(workspace.Id!)).Status);

        Assert.Equal(WorkspaceStatus.Starting, (await Client.StartWorkspaceAsync(workspace.Id!)).Status);
        Brev.Clock.Advance(Brev.Workspaces.StartTime);
        var started = await Client.GetWorkspaceAsync(workspace.Id!);
        Assert.Equal(WorkspaceStatus.Running, started.Status);
        Assert.Equal(BuildStatus.Completed, started.VerbBuildStatus);
        Assert.Single(started.Environment!.SshAccess);
    }

    [Fact]
    public async Task A_name_is_taken_until_the_deletion_is_complete()
    {
        var workspace = Brev.Workspaces.Add("train-1");

        var deleting = await Client.DeleteWorkspaceAsync(workspace.Id!);
        Assert.Equal(WorkspaceStatus.Deleting, deleting.Status);
        Assert.Equal(202, Assert.Single(Brev.Requests.For("DeleteWorkspace")).Status);

        var duplicate =
            await Assert.ThrowsAsync<BrevApiException>(() => Client.CreateWorkspaceAsync(Organization, NewWorkspace("train-1")));
        Assert.Equal(HttpStatusCode.BadRequest, duplicate.StatusCode);
        Assert.Contains("duplicate workspace with name train-1", duplicate.Message, StringComparison.Ordinal);

        Brev.Clock.Advance(Brev.Workspaces.DeleteTime);
        var gone = await Assert.ThrowsAsync<BrevApiException>(() => Client.GetWorkspaceAsync(workspace.Id!));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Empty(await Client.ListWorkspacesAsync(Organization));
        Assert.Equal(WorkspaceStatus.Deploying, (await Client.CreateWorkspaceAsync(Organization, NewWorkspace("train-1"))).Status);
    }

    [Fact]
    public async Task A_deletion_that_fails_brings_the_workspace_back_as_stopped()
    {
        var workspace = Brev.Workspaces.Add("train-1");
        Brev.Workspaces.FailNextDelete();

        await Client.DeleteWorkspaceAsync(workspace.Id!);
        Brev.Clock.Advance(Brev.Workspaces.DeleteTime);

        var back = await Client.GetWorkspaceAsync(workspace.Id!);
        Assert.Equal(WorkspaceStatus.Stopped, back.Status);
        Assert.Contains(back.Environment!.Tasks, task => task.Name == "delete-environment" && task.Status == EnvironmentTaskStatus.Failed);
    }

    [Theory]
    [InlineData("no-version", "Legacy workspace version unsupported")]
    [InlineData("no-cloud", "CloudCredId or WorkspaceGroupId must be specified")]
    [InlineData("no-name", "name is required")]
    public async Task A_request_that_breaks_a_rule_is_refused_with_the_real_text(string rule, string text)
    {
        var request = NewWorkspace(rule == "no-name" ? "" : "train-1");
        request = rule switch
        {
            "no-version" => request with { WorkspaceVersion = new WorkspaceVersion("v0") },
            "no-cloud" => request with { CloudCredId = null },
            _ => request,
        };

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.CreateWorkspaceAsync(Organization, request));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Brev.Workspaces.All);
    }

    [Fact]
    public async Task A_cloud_that_does_not_have_the_type_is_a_500_that_names_it()
    {
        var request = NewWorkspace("train-1") with { CloudCredId = "shadeform-synthetic-credential" };

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.CreateWorkspaceAsync(Organization, request));

        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        Assert.Contains("instance type g6e.xlarge not found", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_decides_how_a_workspace_fails()
    {
        var failed = Brev.Workspaces.Add("failed");
        var unbuilt = Brev.Workspaces.Add("unbuilt");
        var unhealthy = Brev.Workspaces.Add("unhealthy");

        Brev.Workspaces.Fail(failed.Id!, "no capacity");
        Brev.Workspaces.FailBuild(unbuilt.Id!);
        Brev.Workspaces.MakeUnhealthy(unhealthy.Id!);

        Assert.Equal("no capacity", (await Client.GetWorkspaceAsync(failed.Id!)).StatusMessage);
        Assert.Equal(BuildStatus.CreateFailed, (await Client.GetWorkspaceAsync(unbuilt.Id!)).VerbBuildStatus);
        Assert.Equal(HealthStatus.Unhealthy, (await Client.GetWorkspaceAsync(unhealthy.Id!)).HealthStatus);
    }

    [Fact]
    public async Task A_start_can_fail_for_lack_of_capacity()
    {
        var workspace = Brev.Workspaces.Add("train-1", WorkspaceStatus.Stopped);
        Brev.Workspaces.FailNextStart("no capacity");

        await Client.StartWorkspaceAsync(workspace.Id!);
        Brev.Clock.Advance(Brev.Workspaces.StartTime);

        var failed = await Client.GetWorkspaceAsync(workspace.Id!);
        Assert.Equal(WorkspaceStatus.Failure, failed.Status);
        Assert.Equal("no capacity", failed.StatusMessage);
    }

    [Theory]
    [InlineData("DEPLOYING")]
    [InlineData("STARTING")]
    [InlineData("RUNNING")]
    [InlineData("STOPPING")]
    [InlineData("STOPPED")]
    [InlineData("DELETING")]
    [InlineData("FAILURE")]
    public async Task A_workspace_can_be_added_in_any_status(string status)
    {
        var added = Brev.Workspaces.Add("train-1", new WorkspaceStatus(status));

        Assert.Equal(status, (await Client.GetWorkspaceAsync(added.Id!)).Status.ToString());
    }

    [Fact]
    public async Task A_workspace_that_is_reset_is_deployed_anew()
    {
        var workspace = Brev.Workspaces.Add("train-1");

        Assert.Equal(WorkspaceStatus.Deploying, (await Client.ResetWorkspaceAsync(workspace.Id!)).Status);
        Brev.Clock.Advance(Brev.Workspaces.BuildTime);

        Assert.Equal(BuildStatus.Completed, (await Client.GetWorkspaceAsync(workspace.Id!)).VerbBuildStatus);
    }

    [Fact]
    public async Task A_change_in_the_wrong_status_is_refused()
    {
        var workspace = Brev.Workspaces.Add("train-1", WorkspaceStatus.Deploying);

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.StopWorkspaceAsync(workspace.Id!));

        Assert.Contains("while it is DEPLOYING", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_cannot_be_stopped_is_not_stopped()
    {
        var workspace = Brev.Workspaces.Add("train-1", instanceType: "massedcompute_L40S");

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.StopWorkspaceAsync(workspace.Id!));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(WorkspaceStatus.Running, Brev.Workspaces.Get(workspace.Id!).Status);
    }

    [Fact]
    public async Task An_update_changes_only_what_it_names()
    {
        var workspace = Brev.Workspaces.Add("train-1");

        var updated = await Client.UpdateWorkspaceAsync(workspace.Id!, new UpdateWorkspaceRequest { Name = "train-2" });

        Assert.Equal("train-2", updated.Name);
        Assert.Equal(workspace.InstanceType, updated.InstanceType);
    }

    [Fact]
    public async Task An_update_takes_no_name_that_another_workspace_of_the_organization_has()
    {
        var other = Brev.Organizations.Add("others", Brev.Users.Current.Id!);
        Brev.Workspaces.Add("elsewhere", organizationId: other.Id);
        Brev.Workspaces.Add("train-1");
        var workspace = Brev.Workspaces.Add("train-2");
        var request = new UpdateWorkspaceRequest { Name = "train-1", Description = "new" };

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.UpdateWorkspaceAsync(workspace.Id!, request));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("duplicate workspace with name train-1", refused.Message, StringComparison.Ordinal);
        var left = Brev.Workspaces.Get(workspace.Id!);
        Assert.Equal(("train-2", ""), (left.Name, left.Description));
        foreach (var free in new[] { "train-2", "elsewhere" })
        {
            Assert.Equal(free, (await Client.UpdateWorkspaceAsync(workspace.Id!, new UpdateWorkspaceRequest { Name = free })).Name);
        }
    }

    [Fact]
    public async Task Only_members_of_the_organization_see_a_workspace()
    {
        var other = Brev.Organizations.Add("others");
        var hidden = Brev.Workspaces.Add("hidden", organizationId: other.Id);

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.GetWorkspaceAsync(hidden.Id!));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static CreateWorkspaceRequest NewWorkspace(string name) => new()
    {
        Name = name,
        CloudCredId = "devplane-brev-1-credential",
        InstanceType = FakeInstanceTypes.DefaultType,
        DiskStorage = "120Gi",
        WorkspaceVersion = WorkspaceVersion.V1,
    };
}
