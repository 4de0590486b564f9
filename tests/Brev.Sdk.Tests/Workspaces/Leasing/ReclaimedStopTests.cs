using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>What a dead program had rented to be stopped at the end.</summary>
public sealed class ReclaimedStopTests : LeaseCase
{
    [Fact]
    public async Task A_machine_that_was_stopped_for_a_dead_program_is_given_back()
    {
        var workspace = Workspaces.Add("train-1", WorkspaceStatus.Stopping);
        await LeaveAsync(Stopped(workspace.Id!));

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Equal(WorkspaceStatus.Stopped, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_machine_that_was_started_by_hand_after_its_lease_had_stopped_it_is_left_running_and_said()
    {
        var workspace = Workspaces.Add("train-1");
        await LeaveAsync(Stopped(workspace.Id!));

        var reclaimed = Assert.Single(await ReclaimAsync());

        Assert.Equal(ReclaimOutcome.InDoubt, reclaimed.Outcome);
        Assert.Contains("started again", reclaimed.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Stage.Fake.Requests.For("StopWorkspace"));
    }

    [Fact]
    public async Task A_process_that_ends_notes_that_the_stop_was_accepted()
    {
        var workspace = Workspaces.Add("train-1");
        var record = Record("train-1", workspace.Id) with { AtEnd = LeaseEnd.Stop, IsHandedOut = true };
        var held = await RecordFolder.CreateAsync(record);
        using (var hold = new LeaseHold(Stage.Client, held, record, new LeaseOptions { EndsWithProcess = false }))
        {
            await hold.EndWithProcessAsync(CancellationToken.None);
        }

        await Stage.WaitAsync(workspace.Id!, WorkspaceCondition.Stopped);
        await Stage.Client.StartWorkspaceAsync(workspace.Id!);

        Assert.Equal(ReclaimOutcome.InDoubt, Assert.Single(await ReclaimAsync()).Outcome);
    }

    [Fact]
    public async Task A_machine_that_was_handed_out_and_has_failed_since_is_not_deleted_where_a_stop_was_asked_for()
    {
        var workspace = Workspaces.Add("train-1");
        Workspaces.Fail(workspace.Id!, "no capacity");
        await LeaveAsync(Record("train-1", workspace.Id) with { AtEnd = LeaseEnd.Stop, IsHandedOut = true });

        Assert.Equal(ReclaimOutcome.Failed, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Fact]
    public async Task A_deployment_that_failed_before_it_was_handed_out_is_deleted_where_a_stop_was_asked_for()
    {
        var workspace = Workspaces.Add("train-1");
        Workspaces.Fail(workspace.Id!, "no capacity");
        await LeaveAsync(Record("train-1", workspace.Id) with { AtEnd = LeaseEnd.Stop });

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_machine_that_starts_again_is_said_to_be_pending_and_is_stopped_when_it_runs()
    {
        var workspace = Workspaces.Add("train-2");
        await Stage.Client.StopWorkspaceAsync(workspace.Id!);
        await Stage.WaitAsync(workspace.Id!, WorkspaceCondition.Stopped);
        await Stage.Client.StartWorkspaceAsync(workspace.Id!);
        await LeaveAsync(Record(workspace.Name!, workspace.Id) with { AtEnd = LeaseEnd.Stop, IsHandedOut = true });
        var reclaim = new LeaseReclaim(Stage.Client, RecordFolder, wait: null);

        var reclaimed = await reclaim.RunAsync(awaitedName: null, awaitsAll: false, CancellationToken.None);

        Assert.Equal(ReclaimOutcome.Pending, Assert.Single(reclaimed).Outcome);
        await Stage.WaitAsync(workspace.Id!, WorkspaceCondition.Stopped);
    }

    private LeaseRecord Stopped(string workspaceId) =>
        Record("train-1", workspaceId) with { AtEnd = LeaseEnd.Stop, IsHandedOut = true, IsStopAsked = true };
}
