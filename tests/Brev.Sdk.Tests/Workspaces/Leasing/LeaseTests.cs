using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A lease from its beginning to its end in a program that lives.</summary>
public sealed class LeaseTests : LeaseCase
{
    [Fact]
    public async Task A_rented_workspace_is_reachable_and_gone_when_the_lease_is_disposed()
    {
        var lease = await RentAsync();
        Assert.Equal(WorkspaceStatus.Running, lease.Workspace.Status);
        Assert.Single(lease.Workspace.Environment!.SshAccess);

        await GiveBackAsync(lease);

        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_lease_that_is_ended_twice_deletes_its_machine_once()
    {
        var lease = await RentAsync();

        var first = await Stage.RunAsync(lease.EndAsync());
        await GiveBackAsync(lease);

        Assert.Equal(first, lease.Cost);
        Assert.Single(Stage.Fake.Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task A_kept_workspace_is_left_running_and_has_no_record_any_more()
    {
        var lease = await RentAsync();

        lease.Keep();
        await lease.DisposeAsync();

        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Directory.GetFiles(Folder));
        Assert.Empty(Stage.Fake.Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task A_workspace_that_does_not_come_up_is_given_back_before_the_failure_is_said()
    {
        Workspaces.FailNextDeploy("no capacity");

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => RentAsync());

        Assert.Equal(WaitFailureReason.Failed, failure.Reason);
        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Under_an_API_key_a_workspace_is_rented_and_given_back_without_asking_who_is_signed_in()
    {
        await using var key = BrevCredential.FromApiKey(Stage.Fake.Tokens.AddApiKey(organizationId: Stage.Organization));
        using var client = new BrevClient(Stage.Fake.CreateOptions(key));

        var lease = await Stage.RunAsync(client.RentWorkspaceAsync(Stage.Plan(), Options));
        await GiveBackAsync(lease);

        Assert.Empty(Workspaces.All);
        Assert.Empty(Stage.Fake.Requests.For("GetCurrentUser"));
    }

    [Fact]
    public async Task A_lease_that_is_disposed_by_blocking_on_the_one_thread_of_a_context_ends()
    {
        Workspaces.DeleteTime = TimeSpan.Zero;
        var lease = await RentAsync();
        var context = new SingleThreadContext();

        await context.RunAsync(() => Assert.True(lease.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30))));

        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_program_that_is_told_to_end_leaves_the_machine_that_another_one_rents_under_the_name()
    {
        var other = await RentAsync();
        var folder = RecordFolder;
        var record = Record();
        using var hold = new LeaseHold(
            Stage.Client, await folder.CreateAsync(record), record, new LeaseOptions { EndsWithProcess = false });

        await hold.EndWithProcessAsync(CancellationToken.None);

        Assert.Empty(Requests.For("DeleteWorkspace"));
        Assert.True(hold.Ended.IsCancellationRequested);
        hold.Forget();
        await GiveBackAsync(other);
    }

    [Fact]
    public async Task A_callback_that_takes_its_time_does_not_hold_up_the_request_for_the_end()
    {
        var folder = RecordFolder;
        var record = Record() with { WorkspaceId = Workspaces.Add("train-1").Id };
        using var hold = new LeaseHold(
            Stage.Client, await folder.CreateAsync(record), record, new LeaseOptions { EndsWithProcess = false });
        using var release = new ManualResetEventSlim();
        await using var registration = hold.Ended.Register(release.Wait);
        using var deleted = Requests.HoldNext("DeleteWorkspace");

        var ending = hold.EndWithProcessAsync(CancellationToken.None);

        await deleted.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        release.Set();
        deleted.Release();
        await ending;
        hold.Forget();
    }

    /// <summary>As the thread of a window has it: what is posted to it runs on that thread, and not while the thread waits.</summary>
    private sealed class SingleThreadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            // The thread is waiting, so that this never runs.
        }

        public Task RunAsync(Action work)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            new Thread(() =>
            {
                SetSynchronizationContext(this);
                try
                {
                    work();
                    done.SetResult();
                }
                catch (Exception exception)
                {
                    done.SetException(exception);
                }
            }).Start();
            return done.Task;
        }
    }
}
