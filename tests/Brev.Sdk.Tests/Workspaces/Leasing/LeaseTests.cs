using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A lease from its beginning to its end in a program that lives.</summary>
public sealed class LeaseTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private WorkspaceStage _stage = null!;

    private FakeWorkspaces Workspaces => _stage.Fake.Workspaces;

    private LeaseOptions Options => new() { RecordFolder = _folder.Path };

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rented_workspace_is_reachable_and_gone_when_the_lease_is_disposed()
    {
        var lease = await RentAsync(Options);
        Assert.Equal(WorkspaceStatus.Running, lease.Workspace.Status);
        Assert.Single(lease.Workspace.Environment!.SshAccess);

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Ending_twice_deletes_once()
    {
        var lease = await RentAsync(Options);

        var first = await _stage.RunAsync(lease.EndAsync());
        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Equal(first, lease.Cost);
        Assert.Single(_stage.Fake.Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task The_time_to_live_ends_it_while_the_program_lives()
    {
        var lease = await RentAsync(Options with { TimeToLive = TimeSpan.FromHours(2) });
        var ended = new TaskCompletionSource();
        await using var registration = lease.Ended.Register(() => ended.SetResult());
        Assert.False(lease.Ended.IsCancellationRequested);

        _stage.Fake.Clock.Advance(lease.EndsOn!.Value - _stage.Fake.Clock.GetUtcNow());

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await _stage.RunAsync(lease.EndAsync());
        Assert.Empty(Workspaces.All);
        await lease.DisposeAsync();
    }

    [Theory]
    [InlineData(5, null, "LeaseOptions.TimeToLive")]
    [InlineData(60, 5, "LeaseOptions.Wait")]
    public async Task A_wait_that_is_too_short_names_what_has_bounded_it(int life, int? wait, string bound)
    {
        Workspaces.SshTime = TimeSpan.FromMinutes(10);
        var options = Options with { TimeToLive = TimeSpan.FromMinutes(life), Wait = new WaitOptions { Timeout = Minutes(wait) } };

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => RentAsync(options));

        Assert.Equal(5, failure.Elapsed.TotalMinutes, precision: 1);
        Assert.Contains("after 5 minutes", failure.Message, StringComparison.Ordinal);
        Assert.Contains(bound, failure.Message, StringComparison.Ordinal);

        static TimeSpan? Minutes(int? number) => number is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
    }

    [Fact]
    public async Task An_end_that_takes_too_long_does_not_advise_an_option_that_has_no_effect_on_it()
    {
        var lease = await RentAsync(Options with { Wait = new WaitOptions { Timeout = TimeSpan.FromHours(2) } });
        Workspaces.DeleteTime = TimeSpan.FromHours(1);

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => _stage.RunAsync(lease.EndAsync()));

        Assert.Equal(20, failure.Elapsed.TotalMinutes, precision: 1);
        Assert.DoesNotContain("WaitOptions.Timeout", failure.Message, StringComparison.Ordinal);
        Workspaces.Remove(lease.Workspace.Id!);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task It_can_be_stopped_instead_and_its_disk_stays()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Equal(WorkspaceStatus.Stopped, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task What_cannot_be_stopped_is_not_rented_to_be_stopped()
    {
        var plan = _stage.Plan() with { Offer = _stage.Offer() with { CanStop = false } };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            _stage.Client.RentWorkspaceAsync(plan, Options with { AtEnd = LeaseEnd.Stop }));

        Assert.Contains("AtEnd", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _stage.Fake.Requests.Count);
    }

    [Fact]
    public async Task A_kept_workspace_is_left_running_and_has_no_record_any_more()
    {
        var lease = await RentAsync(Options);

        lease.Keep();
        await lease.DisposeAsync();

        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Empty(_stage.Fake.Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task A_workspace_that_does_not_come_up_is_given_back_before_the_failure_is_said()
    {
        Workspaces.FailNextDeploy("no capacity");

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => RentAsync(Options));

        Assert.Equal(WaitFailureReason.Failed, failure.Reason);
        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_caller_who_gives_up_leaves_a_workspace_that_is_being_deleted()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Recorder(_ => cancellation.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan(), Options, progress, cancellation.Token)));

        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
    }

    [Fact]
    public async Task A_create_in_doubt_leaves_the_record_and_one_that_was_refused_does_not()
    {
        Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated: false);
        await Assert.ThrowsAsync<BrevCreateException>(() => RentAsync(Options));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));

        _stage.Fake.Requests.FailNext("CreateWorkspace", HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<BrevApiException>(() => RentAsync(Options with { ReclaimsFirst = false }));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task A_deletion_that_falls_back_is_tried_again()
    {
        var lease = await RentAsync(Options);
        Workspaces.FailNextDelete();

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Empty(Workspaces.All);
        Assert.Equal(2, _stage.Fake.Requests.For("DeleteWorkspace").Count);
    }

    [Fact]
    public async Task Errors_that_pass_do_not_leave_a_machine_behind()
    {
        var lease = await RentAsync(Options);
        _stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.ServiceUnavailable, times: 5);
        _stage.Fake.Requests.FailNext("GetWorkspace", HttpStatusCode.BadGateway, times: 3);

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_given_back_is_said_and_its_record_stays()
    {
        var lease = await RentAsync(Options);
        _stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.Forbidden, times: 10);

        await Assert.ThrowsAsync<BrevApiException>(() => _stage.RunAsync(lease.DisposeAsync().AsTask()));

        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
        Assert.Null(lease.Cost);
    }

    [Fact]
    public async Task A_fallback_that_was_rented_is_the_offer_of_the_lease()
    {
        Workspaces.RefuseNextCreateForCapacity();
        var second = _stage.Offer() with { Location = "us-west-2" };
        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan() with { Fallbacks = [second] }, Options));

        Assert.Equal(second, lease.Offer);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_deployment_that_fails_for_lack_of_capacity_is_given_back_and_the_next_offer_is_rented()
    {
        Workspaces.FailNextDeploy("InsufficientInstanceCapacity: we currently do not have sufficient capacity");
        var second = _stage.Offer() with { Location = "us-west-2" };

        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan() with { Fallbacks = [second] }, Options));

        Assert.Equal(second, lease.Offer);
        Assert.Equal(lease.Workspace.Id, Assert.Single(Workspaces.All).Id);
        Assert.Equal(
            ["CreateWorkspace", "DeleteWorkspace", "CreateWorkspace"],
            _stage.Fake.Requests.Select(static request => request.OperationId).Where(static name => name is "CreateWorkspace"
                or "DeleteWorkspace"));
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_deployment_that_fails_for_another_reason_ends_the_rent_whatever_the_fallbacks()
    {
        Workspaces.FailNextDeploy("InvalidBlockDeviceMapping: expect size >= 75GB");
        var plan = _stage.Plan() with { Fallbacks = [_stage.Offer() with { Location = "us-west-2" }] };

        await Assert.ThrowsAsync<BrevWaitException>(() => _stage.RunAsync(_stage.Client.RentWorkspaceAsync(plan, Options)));

        Assert.Single(_stage.Fake.Requests.For("CreateWorkspace"));
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_failed_machine_that_cannot_be_given_back_keeps_the_next_offer_from_being_tried()
    {
        Workspaces.FailNextDeploy("no capacity");
        _stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.Forbidden, times: 10);
        var plan = _stage.Plan() with { Fallbacks = [_stage.Offer() with { Location = "us-west-2" }] };

        var failure = await Assert.ThrowsAsync<BrevException>(() => _stage.RunAsync(_stage.Client.RentWorkspaceAsync(plan, Options)));

        Assert.Contains("could not be given back", failure.Message, StringComparison.Ordinal);
        Assert.Single(_stage.Fake.Requests.For("CreateWorkspace"));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task An_end_that_has_failed_can_be_tried_again()
    {
        var lease = await RentAsync(Options);
        _stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<BrevApiException>(() => _stage.RunAsync(lease.EndAsync()));

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.NotNull(lease.Cost);
    }

    [Fact]
    public async Task A_stop_that_is_refused_deletes_nothing_and_its_record_stays()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        _stage.Fake.Requests.FailNext("StopWorkspace", HttpStatusCode.BadRequest, times: 10);

        await Assert.ThrowsAsync<BrevApiException>(() => _stage.RunAsync(lease.DisposeAsync().AsTask()));

        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        Assert.Empty(_stage.Fake.Requests.For("DeleteWorkspace"));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task Under_an_API_key_a_workspace_is_rented_and_given_back_without_asking_who_is_signed_in()
    {
        await using var key = BrevCredential.FromApiKey(_stage.Fake.Tokens.AddApiKey(organizationId: _stage.Organization));
        using var client = new BrevClient(_stage.Fake.CreateOptions(key));

        var lease = await _stage.RunAsync(client.RentWorkspaceAsync(_stage.Plan(), Options));
        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Empty(Workspaces.All);
        Assert.Empty(_stage.Fake.Requests.For("GetCurrentUser"));
    }

    private Task<WorkspaceLease> RentAsync(LeaseOptions options) =>
        _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan(), options));
}
