using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A lease leaves no machine running without a word, and takes none that is another's.</summary>
public sealed class LeaseSafetyTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private WorkspaceStage _stage = null!;

    private FakeWorkspaces Workspaces => _stage.Fake.Workspaces;

    private FakeRequests Requests => _stage.Fake.Requests;

    private LeaseOptions Options => new() { RecordFolder = _folder.Path };

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GetWorkspace", HttpStatusCode.NotFound)]
    [InlineData("DeleteWorkspace", HttpStatusCode.NotFound)]
    [InlineData("GetWorkspace", HttpStatusCode.Gone)]
    public async Task A_gateways_page_does_not_say_that_the_machine_is_gone(string operation, HttpStatusCode status)
    {
        var lease = await RentAsync(Options);
        Requests.FailNext(operation, FakeFailure.GatewayPage(status), times: 2);

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_server_error_with_not_found_inside_does_not_say_that_the_machine_is_gone()
    {
        var lease = await RentAsync(Options);
        Requests.FailNext(
            "GetWorkspace",
            HttpStatusCode.InternalServerError,
            body: """{"errors":[{"message":"rpc error: code = NotFound desc = shard"}]}""");

        await Assert.ThrowsAsync<BrevApiException>(() => _stage.RunAsync(lease.EndAsync()));

        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_machine_that_starts_again_is_not_deleted_where_a_stop_was_asked_for()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        var id = lease.Workspace.Id!;
        await _stage.Client.StopWorkspaceAsync(id);
        await _stage.WaitAsync(id, WorkspaceCondition.Stopped);
        await _stage.Client.StartWorkspaceAsync(id);
        Assert.Equal(WorkspaceStatus.Starting, Workspaces.All[0].Status);

        await _stage.RunAsync(lease.EndAsync());

        Assert.Equal(WorkspaceStatus.Stopped, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Requests.For("DeleteWorkspace"));
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task A_machine_whose_restart_has_failed_is_not_deleted_where_a_stop_was_asked_for()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        await RestartIntoFailureAsync(lease.Workspace.Id!);

        var failure = await Assert.ThrowsAsync<BrevException>(() => _stage.RunAsync(lease.EndAsync()));

        Assert.Contains("no capacity", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Requests.For("DeleteWorkspace"));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
        await Assert.ThrowsAsync<BrevException>(() => _stage.RunAsync(lease.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_machine_that_can_no_longer_be_stopped_is_not_deleted_where_a_stop_was_asked_for()
    {
        _stage.Fake.InstanceTypes.Add(
            new InstanceType { Type = "fixed", Provider = "other", CloudCredId = "other-credential", Stoppable = false });
        var plan = _stage.Plan() with { Offer = _stage.Offer("fixed") with { CanStop = true } };
        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(plan, Options with { AtEnd = LeaseEnd.Stop }));

        var failure = await Assert.ThrowsAsync<BrevException>(() => _stage.RunAsync(lease.EndAsync()));

        Assert.Contains("runs on and is billed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        await Assert.ThrowsAsync<BrevException>(() => _stage.RunAsync(lease.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_machine_that_is_being_rebuilt_is_waited_for_and_stopped_where_a_stop_was_asked_for()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        await _stage.Client.ResetWorkspaceAsync(lease.Workspace.Id!);
        Assert.Equal(WorkspaceStatus.Deploying, Workspaces.All[0].Status);

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Equal(WorkspaceStatus.Stopped, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task A_program_that_is_told_to_end_leaves_the_machine_that_another_one_rents_under_the_name()
    {
        var other = await RentAsync(Options);
        var folder = new LeaseFolder(_folder.Path, _stage.Fake.Clock);
        var record = Record();
        using var hold = new LeaseHold(
            _stage.Client, await folder.CreateAsync(record), record, new LeaseOptions { EndsWithProcess = false });

        await hold.EndWithProcessAsync(CancellationToken.None);

        Assert.Empty(Requests.For("DeleteWorkspace"));
        Assert.True(hold.Ended.IsCancellationRequested);
        hold.Forget();
        await _stage.RunAsync(other.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_machine_found_after_a_lost_answer_is_left_to_the_program_whose_mark_it_carries()
    {
        var intent = await Creator(CreateMark.New()).PrepareAsync(CancellationToken.None);
        var theirs = await Creator(CreateMark.New()).CreateAsync(intent, CancellationToken.None);
        Requests.FailNext("CreateWorkspace", HttpStatusCode.InternalServerError);

        var failure = await Assert.ThrowsAsync<BrevCreateException>(
            () => _stage.RunAsync(Creator(intent.Mark!).CreateAsync(intent, CancellationToken.None)));

        Assert.Equal((CreateOutcome.AnotherWorkspace, theirs.Workspace.Id), (failure.Outcome, failure.WorkspaceId));
    }

    [Fact]
    public async Task A_machine_without_a_mark_that_is_found_after_a_lost_answer_is_left_alone_and_named()
    {
        var intent = await Creator(CreateMark.New()).PrepareAsync(CancellationToken.None);
        var mine = Workspaces.Add("train-1");
        Requests.FailNext("CreateWorkspace", HttpStatusCode.InternalServerError);

        var failure = await Assert.ThrowsAsync<BrevCreateException>(
            () => _stage.RunAsync(Creator(intent.Mark!).CreateAsync(intent, CancellationToken.None)));

        Assert.Equal((CreateOutcome.Unknown, mine.Id, true), (failure.Outcome, failure.WorkspaceId, failure.MayHaveLeftOne));
        Assert.Contains("left alone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_gives_a_lease_of_the_machine_that_carries_its_mark()
    {
        Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated: true);

        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan() with { Description = "night run" }, Options));

        Assert.Matches(@"\Anight run \[Brev\.Sdk lease [0-9a-f]{32}\]\z", Assert.Single(Workspaces.All).Description);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task After_no_capacity_from_a_server_that_failed_the_record_stays()
    {
        Requests.FailNext(
            "CreateWorkspace", HttpStatusCode.InternalServerError, body: """{"errors":[{"message":"no capacity in zone"}]}""");

        var failure = await Assert.ThrowsAsync<BrevCreateException>(() => RentAsync(Options));

        Assert.Equal(CreateOutcome.NoCapacity, failure.Outcome);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task A_caller_who_gives_up_before_the_answer_to_the_create_is_read_leaves_a_machine_that_is_being_deleted()
    {
        using var giveUp = new CancellationTokenSource();
        var options = _stage.Fake.CreateOptions();
        options.Handlers.Add(() => new GivingUpHandler(giveUp));
        using var client = new BrevClient(options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _stage.RunAsync(client.RentWorkspaceAsync(_stage.Plan(), Options, cancellationToken: giveUp.Token)));

        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task A_name_that_is_given_to_a_new_machine_ends_the_doubt_of_an_old_record()
    {
        var folder = new LeaseFolder(_folder.Path, _stage.Fake.Clock);
        (await folder.CreateAsync(Record())).Dispose();

        var lease = await RentAsync(Options);

        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_create_that_never_left_leaves_no_record()
    {
        using var client = new BrevClient(WithoutCreates());

        var failure = await Assert.ThrowsAsync<BrevCreateException>(
            () => _stage.RunAsync(client.RentWorkspaceAsync(_stage.Plan(), Options)));

        Assert.Equal(CreateOutcome.NotCreated, failure.Outcome);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_time_to_live_whose_end_fails_is_tried_again()
    {
        var lease = await RentAsync(Options with { TimeToLive = TimeSpan.FromHours(2) });
        Requests.FailNext("DeleteWorkspace", HttpStatusCode.Conflict);

        _stage.Fake.Clock.Advance(lease.EndsOn!.Value - _stage.Fake.Clock.GetUtcNow());

        await _stage.WaitAsync(lease.Workspace.Id!, WorkspaceCondition.Deleted);
        Assert.Empty(Workspaces.All);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_callback_that_takes_its_time_does_not_hold_up_the_request_for_the_end()
    {
        var folder = new LeaseFolder(_folder.Path, _stage.Fake.Clock);
        var record = Record() with { WorkspaceId = Workspaces.Add("train-1").Id };
        using var hold = new LeaseHold(
            _stage.Client, await folder.CreateAsync(record), record, new LeaseOptions { EndsWithProcess = false });
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

    [Fact]
    public async Task What_an_API_key_has_rented_is_not_gone_for_a_key_that_cannot_read_its_organization()
    {
        var folder = new LeaseFolder(_folder.Path, _stage.Fake.Clock);
        (await folder.CreateAsync(Record() with { UserId = null, WorkspaceId = "ws-of-another-organization" })).Dispose();
        Requests.FailNext("ListWorkspaces", HttpStatusCode.Forbidden);
        var options = _stage.Fake.CreateOptions();
        await using var key = BrevCredential.FromApiKey(_stage.Fake.Tokens.AddApiKey(organizationId: _stage.Organization));
        options.Credential = key;
        using var client = new BrevClient(options);

        var reclaimed = await _stage.RunAsync(client.ReclaimLeasesAsync(Options));

        Assert.Equal(ReclaimOutcome.Failed, Assert.Single(reclaimed).Outcome);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_a_failed_machine_is_given_back_does_not_wait_for_it()
    {
        Workspaces.FailNextDeploy("broken");
        using var giveUp = new CancellationTokenSource();
        using var deleting = Requests.HoldNext("DeleteWorkspace");
        var renting = _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan(), Options, cancellationToken: giveUp.Token));
        await deleting.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        await giveUp.CancelAsync();
        deleting.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renting);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task A_lease_that_could_not_be_disposed_is_ended_when_its_time_to_live_passes()
    {
        var lease = await RentAsync(Options with { TimeToLive = TimeSpan.FromHours(2) });
        Requests.FailNext("DeleteWorkspace", HttpStatusCode.Conflict);

        // No clock moves meanwhile, and the time to live cannot pass.
        await Assert.ThrowsAsync<BrevApiException>(() => lease.DisposeAsync().AsTask());

        _stage.Fake.Clock.Advance(lease.EndsOn!.Value - _stage.Fake.Clock.GetUtcNow());

        await _stage.WaitAsync(lease.Workspace.Id!, WorkspaceCondition.Deleted);
        await _stage.RunAsync(lease.EndAsync());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_lease_that_is_disposed_by_blocking_on_the_one_thread_of_a_context_ends()
    {
        Workspaces.DeleteTime = TimeSpan.Zero;
        var lease = await RentAsync(Options);
        var context = new SingleThreadContext();

        await context.RunAsync(() => Assert.True(lease.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30))));

        Assert.Empty(Workspaces.All);
    }

    private WorkspaceCreator Creator(string mark) => new(_stage.Client, _stage.Plan(), mark);

    private Task<WorkspaceLease> RentAsync(LeaseOptions options) =>
        _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan(), options));

    private async Task RestartIntoFailureAsync(string id)
    {
        await _stage.Client.StopWorkspaceAsync(id);
        await _stage.WaitAsync(id, WorkspaceCondition.Stopped);
        Workspaces.FailNextStart("no capacity");
        await _stage.Client.StartWorkspaceAsync(id);
        _stage.Fake.Clock.Advance(Workspaces.StartTime);
        Assert.Equal(WorkspaceStatus.Failure, Workspaces.All[0].Status);
    }

    private LeaseRecord Record() => new()
    {
        ControlPlane = _stage.Fake.ControlPlaneEndpoint.AbsoluteUri,
        OrganizationId = _stage.Organization,
        Name = "train-1",
        UserId = _stage.Fake.Users.Current.Id!,
        Mark = CreateMark.New(),
        PreparedOn = _stage.Fake.Clock.GetUtcNow(),
        InstanceTypes = [FakeInstanceTypes.DefaultType],
    };

    private BrevClientOptions WithoutCreates()
    {
        var options = _stage.Fake.CreateOptions();
        options.Handlers.Add(static () => new RefusingHandler());
        return options;
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

    /// <summary>The network is gone when a create is about to be sent.</summary>
    private sealed class RefusingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/workspaces", StringComparison.Ordinal)
                ? throw new HttpRequestException(HttpRequestError.ConnectionError)
                : base.SendAsync(request, cancellationToken);
    }

    /// <summary>The caller gives up when the create has taken effect, and its answer is lost with that.</summary>
    private sealed class GivingUpHandler(CancellationTokenSource giveUp) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/workspaces", StringComparison.Ordinal))
            {
                answer.Dispose();
                await giveUp.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return answer;
        }
    }
}
