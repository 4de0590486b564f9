using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

/// <summary>What goes wrong with workspaces, each in one line of a test.</summary>
public sealed class FakeSituationTests : IAsyncLifetime
{
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private BrevClient Client => _stage.Client;

    private string Organization => Brev.Organizations.Default.Id!;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_start_without_capacity_is_refused_and_the_workspace_stays_stopped()
    {
        var workspace = Brev.Workspaces.Add("train-1", WorkspaceStatus.Stopped);
        Brev.Workspaces.RefuseNextStartForCapacity();

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.StartWorkspaceAsync(workspace.Id!));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("no capacity", refused.Message, StringComparison.Ordinal);
        Assert.Equal(WorkspaceStatus.Stopped, Brev.Workspaces.Get(workspace.Id!).Status);
        Assert.Equal(WorkspaceStatus.Starting, (await Client.StartWorkspaceAsync(workspace.Id!)).Status);
    }

    [Fact]
    public async Task Spent_credits_refuse_starts_until_there_is_something_to_spend()
    {
        var workspace = Brev.Workspaces.Add("train-1", WorkspaceStatus.Stopped);
        Brev.Workspaces.RunOutOfCredits();
        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.StartWorkspaceAsync(workspace.Id!));
        Assert.Contains("out of credits", refused.Message, StringComparison.Ordinal);

        Brev.Billing.SetBalance(Organization, 20m);

        Assert.Equal(WorkspaceStatus.Starting, (await Client.StartWorkspaceAsync(workspace.Id!)).Status);
    }

    [Fact]
    public async Task Spent_credits_stop_what_can_be_stopped_and_delete_the_rest_of_that_organization_alone()
    {
        Brev.InstanceTypes.Add(new InstanceType { Type = "fixed", Provider = "other", CloudCredId = "other-credential" });
        var other = Brev.Organizations.Add("other", Brev.Users.Current.Id!);
        Brev.Workspaces.Add("stoppable");
        Brev.Workspaces.Add("fixed", instanceType: "fixed");
        Brev.Workspaces.Add("elsewhere", organizationId: other.Id);

        Brev.Workspaces.RunOutOfCredits();

        Assert.Equal(
            ["stoppable STOPPING", "fixed DELETING"],
            (await Client.ListWorkspacesAsync(Organization)).Select(static workspace => $"{workspace.Name} {workspace.Status}"));
        Assert.Equal(WorkspaceStatus.Running, Assert.Single(await Client.ListWorkspacesAsync(other.Id!)).Status);
    }

    [Fact]
    public async Task A_build_that_is_planned_to_fail_fails_once()
    {
        Brev.Workspaces.FailNextBuild();
        var first = await CreateAsync("first");
        var second = await CreateAsync("second");

        Brev.Clock.Advance(Brev.Workspaces.BuildTime);

        Assert.Equal(BuildStatus.CreateFailed, Brev.Workspaces.Get(first).VerbBuildStatus);
        Assert.Equal(BuildStatus.Completed, Brev.Workspaces.Get(second).VerbBuildStatus);
    }

    [Fact]
    public async Task A_build_that_never_starts_has_no_status_for_ever()
    {
        Brev.Workspaces.NeverStartNextBuild();
        var id = await CreateAsync("first");

        Brev.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(WorkspaceStatus.Running, Brev.Workspaces.Get(id).Status);
        Assert.Equal(BuildStatus.None, Brev.Workspaces.Get(id).VerbBuildStatus);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_builds_anew_what_has_not_been_built(bool isBegun)
    {
        Brev.Workspaces.NeverStartNextBuild();
        var id = await CreateAsync("first");
        if (isBegun)
        {
            Brev.Workspaces.FailBuild(id);
        }

        Brev.Clock.Advance(Brev.Workspaces.BuildTime);
        Brev.Workspaces.MakeUnhealthy(id);

        await Client.ResetWorkspaceAsync(id);
        var ready = await Brev.Clock.RunAsync(Client.WaitForWorkspaceAsync(id, WorkspaceCondition.Ready));

        Assert.Equal((BuildStatus.Completed, HealthStatus.Healthy), (ready.VerbBuildStatus!.Value, ready.HealthStatus!.Value));
    }

    [Fact]
    public async Task A_machine_whose_build_has_failed_is_healthy_when_a_test_says_so_until_it_is_reset()
    {
        var id = Brev.Workspaces.Add("train-1").Id!;
        Brev.Workspaces.FailBuild(id);
        Assert.Equal(HealthStatus.Unavailable, Brev.Workspaces.Get(id).HealthStatus);

        Brev.Workspaces.MakeHealthy(id);

        var works = await Client.GetWorkspaceAsync(id);
        Assert.Equal(
            (WorkspaceStatus.Running, BuildStatus.CreateFailed, HealthStatus.Healthy),
            (works.Status!.Value, works.VerbBuildStatus!.Value, works.HealthStatus!.Value));
        Assert.Single(works.Environment!.SshAccess);

        await Client.ResetWorkspaceAsync(id);
        Brev.Clock.Advance(Brev.Workspaces.DeployTime);
        Assert.Equal(HealthStatus.Unhealthy, Brev.Workspaces.Get(id).HealthStatus);
    }

    [Fact]
    public async Task Spent_credits_leave_a_deletion_that_is_under_way_and_its_planned_failure()
    {
        Brev.InstanceTypes.Add(new InstanceType { Type = "fixed", Provider = "other", CloudCredId = "other-credential" });
        var ids = new[] { Brev.Workspaces.Add("stoppable").Id!, Brev.Workspaces.Add("fixed", instanceType: "fixed").Id! };
        foreach (var id in ids)
        {
            Brev.Workspaces.FailNextDelete();
            await Client.DeleteWorkspaceAsync(id);
        }

        Brev.Clock.Advance(Brev.Workspaces.DeleteTime / 2);
        Brev.Workspaces.RunOutOfCredits();
        Brev.Clock.Advance(Brev.Workspaces.DeleteTime / 2);

        Assert.All(ids, id =>
        {
            var back = Brev.Workspaces.Get(id);
            Assert.Equal(WorkspaceStatus.Stopped, back.Status);
            Assert.Contains(back.Environment!.Tasks, static task => task.Name == "delete-environment");
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Spent_credits_leave_what_has_failed_and_its_reason(bool canStop)
    {
        Brev.InstanceTypes.Add(
            new InstanceType { Type = "type", Provider = "other", CloudCredId = "other-credential", Stoppable = canStop });
        var id = Brev.Workspaces.Add("failed", instanceType: "type").Id!;
        Brev.Workspaces.Fail(id, "no capacity");

        Brev.Workspaces.RunOutOfCredits();

        var left = Brev.Workspaces.Get(id);
        Assert.Equal((WorkspaceStatus.Failure, "no capacity"), (left.Status!.Value, left.StatusMessage));
    }

    private async Task<string> CreateAsync(string name)
    {
        var type = Brev.InstanceTypes.Get(FakeInstanceTypes.DefaultType);
        return (await Client.CreateWorkspaceAsync(
            Organization, new CreateWorkspaceRequest { Name = name, InstanceType = type.Type, CloudCredId = type.CloudCredId })).Id!;
    }
}
