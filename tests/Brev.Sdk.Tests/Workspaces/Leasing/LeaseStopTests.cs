using System.Net;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A machine that is to be stopped at the end of its lease is never deleted.</summary>
public sealed class LeaseStopTests : LeaseCase
{
    [Fact]
    public async Task A_machine_that_starts_again_is_not_deleted_where_a_stop_was_asked_for()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        var id = lease.Workspace.Id!;
        await Stage.Client.StopWorkspaceAsync(id);
        await Stage.WaitAsync(id, WorkspaceCondition.Stopped);
        await Stage.Client.StartWorkspaceAsync(id);
        Assert.Equal(WorkspaceStatus.Starting, Workspaces.All[0].Status);

        await Stage.RunAsync(lease.EndAsync());

        Assert.Equal(WorkspaceStatus.Stopped, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Requests.For("DeleteWorkspace"));
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task A_machine_whose_restart_has_failed_is_not_deleted_where_a_stop_was_asked_for()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        await RestartIntoFailureAsync(lease.Workspace.Id!);

        var failure = await Assert.ThrowsAsync<BrevException>(() => Stage.RunAsync(lease.EndAsync()));

        Assert.Contains("no capacity", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Requests.For("DeleteWorkspace"));
        Assert.Single(Records);
        await Assert.ThrowsAsync<BrevException>(() => GiveBackAsync(lease));
    }

    [Fact]
    public async Task A_machine_that_can_no_longer_be_stopped_is_not_deleted_where_a_stop_was_asked_for()
    {
        Stage.Fake.InstanceTypes.Add(
            new InstanceType { Type = "fixed", Provider = "other", CloudCredId = "other-credential", Stoppable = false });
        var plan = Stage.Plan() with { Offer = Stage.Offer("fixed") with { CanStop = true } };
        var lease = await Stage.RunAsync(Stage.Client.RentWorkspaceAsync(plan, Options with { AtEnd = LeaseEnd.Stop }));

        var failure = await Assert.ThrowsAsync<BrevException>(() => Stage.RunAsync(lease.EndAsync()));

        Assert.Contains("runs on and is billed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        await Assert.ThrowsAsync<BrevException>(() => GiveBackAsync(lease));
    }

    [Fact]
    public async Task A_machine_that_is_being_rebuilt_is_waited_for_and_stopped_where_a_stop_was_asked_for()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        await Stage.Client.ResetWorkspaceAsync(lease.Workspace.Id!);
        Assert.Equal(WorkspaceStatus.Deploying, Workspaces.All[0].Status);

        await GiveBackAsync(lease);

        Assert.Equal(WorkspaceStatus.Stopped, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task A_rented_machine_can_be_stopped_at_the_end_and_its_disk_stays()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });

        await GiveBackAsync(lease);

        Assert.Equal(WorkspaceStatus.Stopped, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task An_offer_that_cannot_be_stopped_is_not_rented_to_be_stopped()
    {
        var plan = Stage.Plan() with { Offer = Stage.Offer() with { CanStop = false } };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            Stage.Client.RentWorkspaceAsync(plan, Options with { AtEnd = LeaseEnd.Stop }));

        Assert.Contains("AtEnd", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, Stage.Fake.Requests.Count);
    }

    [Fact]
    public async Task A_stop_that_is_refused_deletes_nothing_and_its_record_stays()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        Stage.Fake.Requests.FailNext("StopWorkspace", HttpStatusCode.BadRequest, times: 10);

        await Assert.ThrowsAsync<BrevApiException>(() => GiveBackAsync(lease));

        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Stage.Fake.Requests.For("DeleteWorkspace"));
        Assert.Single(Records);
    }

    private async Task RestartIntoFailureAsync(string id)
    {
        await Stage.Client.StopWorkspaceAsync(id);
        await Stage.WaitAsync(id, WorkspaceCondition.Stopped);
        Workspaces.FailNextStart("no capacity");
        await Stage.Client.StartWorkspaceAsync(id);
        Stage.Fake.Clock.Advance(Workspaces.StartTime);
        Assert.Equal(WorkspaceStatus.Failure, Workspaces.All[0].Status);
    }
}
