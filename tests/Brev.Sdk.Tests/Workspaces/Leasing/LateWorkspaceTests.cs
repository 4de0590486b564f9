using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A machine that is not found is not gone: the answer may be another's, and the machine may be late.</summary>
public sealed class LateWorkspaceTests : IAsyncLifetime, IDisposable
{
    private static readonly FakeFailure Gone = new(HttpStatusCode.NotFound)
    {
        Body = """{"errors":[{"type":"NotFoundError","message":"workspace not found"}]}""",
    };

    private readonly TemporaryFolder _folder = new();
    private WorkspaceStage _stage = null!;

    public static TheoryData<string, string> GatewayTexts => new()
    {
        { "GetWorkspace", "" },
        { "GetWorkspace", "default backend - 404" },
        { "GetWorkspace", """{"message":"no Route matched with those values"}""" },
        { "DeleteWorkspace", "404 page not found" },
    };

    private FakeWorkspaces Workspaces => _stage.Fake.Workspaces;

    private FakeRequests Requests => _stage.Fake.Requests;

    private LeaseOptions Options => new() { RecordFolder = _folder.Path };

    private string[] Records => Directory.GetFiles(_folder.Path, "*.json");

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(GatewayTexts))]
    public async Task A_404_that_is_not_in_Brevs_own_words_does_not_say_that_the_machine_is_gone(string operation, string body)
    {
        var lease = await RentAsync();
        Requests.FailNext(operation, new FakeFailure(HttpStatusCode.NotFound) { Body = body, ContentType = "text/plain" }, times: 2);

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.NotEmpty(Requests.For("DeleteWorkspace"));
        Assert.Empty(Workspaces.All);
        Assert.Empty(Records);
    }

    [Fact]
    public async Task A_404_of_a_gateway_that_the_list_confirms_says_that_the_machine_is_gone()
    {
        var lease = await RentAsync();
        Workspaces.Remove(lease.Workspace.Id!);
        Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.NotFound) { Body = "", ContentType = "text/plain" });

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.Empty(Records);
    }

    /// <summary>Brev has been seen to answer an empty list for one that was not empty.</summary>
    [Fact]
    public async Task A_404_of_a_gateway_and_an_empty_list_do_not_say_that_the_machine_is_gone()
    {
        var lease = await RentAsync();
        Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.NotFound) { Body = "", ContentType = "text/plain" });
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 2);

        await _stage.RunAsync(lease.DisposeAsync().AsTask());

        Assert.NotEmpty(Requests.For("DeleteWorkspace"));
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_machine_that_Brevs_reads_do_not_show_yet_is_waited_for()
    {
        Requests.FailNext("GetWorkspace", Gone, times: 3);

        var lease = await RentAsync();

        Assert.Equal(Assert.Single(Workspaces.All).Id, lease.Workspace.Id);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_machine_that_no_read_ever_shows_is_deleted_by_its_id()
    {
        Requests.FailNext("GetWorkspace", Gone, times: 100);

        await Assert.ThrowsAsync<BrevWaitException>(RentAsync);

        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
    }

    [Fact]
    public async Task A_machine_that_neither_reads_nor_its_deletion_know_stays_on_record_while_it_can_be_late()
    {
        Requests.FailNext("GetWorkspace", Gone, times: 100);
        Requests.FailNext("DeleteWorkspace", Gone);
        await Assert.ThrowsAsync<BrevWaitException>(RentAsync);
        Assert.Single(Records);

        var reclaimed = Assert.Single(await _stage.RunAsync(_stage.Client.ReclaimLeasesAsync(Options)));

        Assert.Equal(ReclaimOutcome.GivenBack, reclaimed.Outcome);
        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Records);
    }

    [Fact]
    public async Task A_refusal_of_the_next_offer_leaves_the_record_of_what_the_first_may_have_made()
    {
        Requests.FailNext(
            "CreateWorkspace", HttpStatusCode.InternalServerError, body: """{"errors":[{"message":"no capacity in zone"}]}""");
        Requests.FailNext("CreateWorkspace", HttpStatusCode.Forbidden, times: 2);
        var plan = _stage.Plan() with { Fallbacks = [_stage.Offer() with { Location = "us-west-2" }] };

        await Assert.ThrowsAsync<BrevCreateException>(() => _stage.RunAsync(_stage.Client.RentWorkspaceAsync(plan, Options)));

        Assert.Single(Records);
    }

    [Fact]
    public async Task A_machine_that_shows_after_its_create_was_cancelled_is_deleted_within_the_patience()
    {
        using var giveUp = new CancellationTokenSource();
        using var create = Requests.HoldNext("CreateWorkspace");
        var renting = _stage.Client.RentWorkspaceAsync(_stage.Plan(), Options, cancellationToken: giveUp.Token);
        await create.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 5);

        await giveUp.CancelAsync();
        create.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _stage.RunAsync(renting));
        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
        Assert.Single(Records);
    }

    [Fact]
    public async Task A_create_that_was_cancelled_and_shows_nothing_leaves_its_record()
    {
        using var giveUp = new CancellationTokenSource();
        using var create = Requests.HoldNext("CreateWorkspace");
        var renting = _stage.Client.RentWorkspaceAsync(_stage.Plan(), Options, cancellationToken: giveUp.Token);
        await create.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 100);

        await giveUp.CancelAsync();
        create.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _stage.RunAsync(renting));
        Assert.Single(Records);
    }

    [Fact]
    public async Task A_machine_that_starts_again_is_said_to_be_pending_and_is_stopped_when_it_runs()
    {
        var workspace = Workspaces.Add("train-2");
        await _stage.Client.StopWorkspaceAsync(workspace.Id!);
        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Stopped);
        await _stage.Client.StartWorkspaceAsync(workspace.Id!);
        await LeaveAsync(Record(workspace) with { AtEnd = LeaseEnd.Stop, IsHandedOut = true });
        var reclaim = new LeaseReclaim(_stage.Client, new LeaseFolder(_folder.Path, _stage.Fake.Clock), wait: null);

        var reclaimed = await reclaim.RunAsync(awaitedName: null, awaitsAll: false, CancellationToken.None);

        Assert.Equal(ReclaimOutcome.Pending, Assert.Single(reclaimed).Outcome);
        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Stopped);
    }

    private Task<WorkspaceLease> RentAsync() => _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan(), Options));

    private LeaseRecord Record(Workspace workspace) => new()
    {
        ControlPlane = _stage.Fake.ControlPlaneEndpoint.AbsoluteUri,
        OrganizationId = _stage.Organization,
        Name = workspace.Name!,
        UserId = _stage.Fake.Users.Current.Id!,
        Mark = CreateMark.New(),
        PreparedOn = _stage.Fake.Clock.GetUtcNow(),
        InstanceTypes = [FakeInstanceTypes.DefaultType],
        WorkspaceId = workspace.Id,
    };

    private async Task LeaveAsync(LeaseRecord record)
    {
        using var held = await new LeaseFolder(_folder.Path, TimeProvider.System).CreateAsync(record);
    }
}
