using System.Net;
using System.Text.Json;
using Brev.Sdk.Testing;
using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>What a program that is dead has left is given back.</summary>
public sealed class ReclaimTests : LeaseCase
{
    [Fact]
    public async Task A_workspace_of_a_dead_program_is_given_back()
    {
        var workspace = Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspace.Id));

        var reclaimed = Assert.Single(await ReclaimAsync());

        Assert.Equal(new ReclaimedLease("train-1", Stage.Organization, workspace.Id, ReclaimOutcome.GivenBack), reclaimed);
        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_program_that_died_in_the_middle_of_its_create_is_covered_by_the_mark()
    {
        var record = Record("train-1", workspaceId: null);
        var workspace = await CreateAsync(record);
        await LeaveAsync(record);

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.DoesNotContain(Workspaces.All, left => left.Id == workspace.Id);
    }

    /// <summary>The record is older than a new workspace can be late.</summary>
    [Fact]
    public async Task Two_empty_lists_do_not_say_that_a_create_without_an_answer_has_made_nothing()
    {
        var record = Record("train-1", workspaceId: null);
        await CreateAsync(record);
        await LeaveAsync(record with { PreparedOn = record.PreparedOn - TimeSpan.FromHours(1) });
        Stage.Fake.Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 2);

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
    }

    [Fact]
    public async Task A_clock_that_is_hours_off_does_not_hide_a_machine_that_carries_the_mark()
    {
        var record = Record("train-1", workspaceId: null);
        await CreateAsync(record);
        await LeaveAsync(record with { PreparedOn = record.PreparedOn + TimeSpan.FromHours(5) });

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
    }

    [Fact]
    public async Task A_machine_whose_deletion_failed_before_is_not_judged_by_that_when_it_is_deleted_again()
    {
        var workspace = Workspaces.Add("train-1");
        Workspaces.FailNextDelete();
        await Stage.Client.DeleteWorkspaceAsync(workspace.Id!);
        Stage.Fake.Clock.Advance(Workspaces.DeleteTime);
        var failed = JsonSerializer.Serialize(await Stage.Client.GetWorkspaceAsync(workspace.Id!));
        await LeaveAsync(Record("train-1", workspace.Id));
        using var deleting = Stage.Fake.Requests.HoldNext("DeleteWorkspace");
        var reclaiming = Stage.Client.ReclaimLeasesAsync(Options);
        await deleting.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        Stage.Fake.Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.OK) { Body = failed });
        deleting.Release();

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await Stage.RunAsync(reclaiming)).Outcome);
        Assert.Equal(2, Stage.Fake.Requests.For("DeleteWorkspace").Count);
    }

    [Fact]
    public async Task A_record_that_finds_nothing_stays_as_long_as_its_create_can_be_under_way()
    {
        var record = Record("train-1", workspaceId: null);
        await LeaveAsync(record);
        Workspaces.Add("another");
        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        var late = await CreateAsync(record);

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.DoesNotContain(Workspaces.All, left => left.Id == late.Id);

        await LeaveAsync(Record("train-2", workspaceId: null));
        Stage.Fake.Clock.Advance(TimeSpan.FromMinutes(11));
        await ReclaimAsync();
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task The_next_rent_gives_back_first_what_has_its_name_and_asks_for_the_end_of_the_rest()
    {
        var same = Workspaces.Add("train-1");
        var other = Workspaces.Add("train-2");
        await LeaveAsync(Record("train-1", same.Id));
        await LeaveAsync(Record("train-2", other.Id));

        var lease = await RentAsync(plan: Stage.Plan("train-1"));

        Assert.NotEqual(same.Id, lease.Workspace.Id);
        Assert.Equal(2, Stage.Fake.Requests.For("DeleteWorkspace").Count);
        await GiveBackAsync(lease);
        await ReclaimAsync();
        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task What_cannot_be_given_back_is_said_and_stays_on_record()
    {
        var workspace = Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspace.Id));
        Stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.Forbidden, times: 10);

        var reclaimed = Assert.Single(await ReclaimAsync());

        Assert.Equal(ReclaimOutcome.Failed, reclaimed.Outcome);
        Assert.IsType<BrevApiException>(reclaimed.Failure);
        Assert.Single(Records);
    }

    [Fact]
    public async Task What_an_API_key_has_rented_is_given_back_under_an_API_key_and_left_alone_by_a_user()
    {
        var workspace = Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspace.Id) with { UserId = null });
        await using var key = BrevCredential.FromApiKey(Stage.Fake.Tokens.AddApiKey(organizationId: Stage.Organization));
        using var client = new BrevClient(Stage.Fake.CreateOptions(key));

        Assert.Equal(ReclaimOutcome.NotOurs, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await Stage.RunAsync(client.ReclaimLeasesAsync(Options))).Outcome);
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task What_an_API_key_has_rented_is_not_gone_for_a_key_that_cannot_read_its_organization()
    {
        var folder = RecordFolder;
        (await folder.CreateAsync(Record() with { UserId = null, WorkspaceId = "ws-of-another-organization" })).Dispose();
        Requests.FailNext("ListWorkspaces", HttpStatusCode.Forbidden);
        var options = Stage.Fake.CreateOptions();
        await using var key = BrevCredential.FromApiKey(Stage.Fake.Tokens.AddApiKey(organizationId: Stage.Organization));
        options.Credential = key;
        using var client = new BrevClient(options);

        var reclaimed = await Stage.RunAsync(client.ReclaimLeasesAsync(Options));

        Assert.Equal(ReclaimOutcome.Failed, Assert.Single(reclaimed).Outcome);
        Assert.Single(Records);
    }

    /// <summary>What a create with the mark of the record makes, whose answer its program never reads.</summary>
    private Task<Workspace> CreateAsync(LeaseRecord record) =>
        Stage.Client.CreateWorkspaceAsync(Stage.Plan(record.Name) with { Description = record.Mark! });
}
