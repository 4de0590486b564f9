using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>What looks like something that a dead program has left, and is not, is left alone.</summary>
public sealed class ReclaimedNothingTests : LeaseCase
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_machine_without_the_mark_that_its_user_made_under_the_name_is_left_alone_and_said(bool hasMark)
    {
        var mine = Workspaces.Add("train-1");
        var record = Record("train-1", workspaceId: null);
        await LeaveAsync(hasMark ? record : record with { Mark = null });

        var reclaimed = Assert.Single(await ReclaimAsync());

        Assert.Equal((ReclaimOutcome.InDoubt, mine.Id), (reclaimed.Outcome, reclaimed.WorkspaceId));
        Assert.Contains("left alone", reclaimed.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(Stage.Fake.Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task A_doubt_stays_on_record_and_is_told_to_the_log_until_its_machine_is_gone()
    {
        var mine = Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspaceId: null));
        Stage.Fake.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(ReclaimOutcome.InDoubt, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Records);

        Workspaces.Add("another");
        Workspaces.Remove(mine.Id!);

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    /// <summary>Brev has been seen to answer an empty list for one that was not empty.</summary>
    [Fact]
    public async Task A_list_that_stays_empty_does_not_say_that_a_lost_create_has_left_nothing()
    {
        var record = Record("train-1", workspaceId: null);
        await LeaveAsync(record);
        await Stage.Client.CreateWorkspaceAsync(Stage.Plan() with { Description = record.Mark! });
        Stage.Fake.Clock.Advance(TimeSpan.FromMinutes(11));
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 3);

        var doubtful = Assert.Single(await ReclaimAsync());

        Assert.Equal((ReclaimOutcome.InDoubt, null), (doubtful.Outcome, doubtful.WorkspaceId));
        Assert.Contains("list of organization", doubtful.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Empty(Records);
    }

    [Fact]
    public async Task A_machine_of_the_name_with_a_description_of_its_own_is_another()
    {
        await Stage.Client.CreateWorkspaceAsync(Stage.Plan() with { Description = "by hand" });
        await LeaveAsync(Record("train-1", workspaceId: null));

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Fact]
    public async Task The_lease_of_a_program_that_lives_is_not_touched()
    {
        var lease = await RentAsync();

        Assert.Empty(await ReclaimAsync());

        Assert.Single(Workspaces.All);
        await GiveBackAsync(lease);
    }

    [Fact]
    public async Task A_workspace_of_that_name_by_another_user_is_not_touched()
    {
        Workspaces.Add("train-1", userId: Stage.Fake.Users.Add("other").Id);
        await LeaveAsync(Record("train-1", workspaceId: null));

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Fact]
    public async Task A_workspace_of_that_name_from_another_time_is_not_touched()
    {
        Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspaceId: null) with { PreparedOn = Stage.Fake.Clock.GetUtcNow() + TimeSpan.FromHours(3) });

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Fact]
    public async Task A_workspace_of_that_name_on_another_type_is_not_touched()
    {
        Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspaceId: null) with { InstanceTypes = ["p5.48xlarge"] });

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Theory]
    [InlineData("user-99", null)]
    [InlineData(null, "https://other.example.com/")]
    public async Task Records_of_another_user_or_another_Brev_are_left_alone(string? user, string? address)
    {
        var workspace = Workspaces.Add("train-1");
        var record = Record("train-1", workspace.Id);
        await LeaveAsync(record with { UserId = user ?? record.UserId, ControlPlane = address ?? record.ControlPlane });

        Assert.Equal(ReclaimOutcome.NotOurs, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Workspaces.All);
        Assert.Single(Records);
    }

    [Fact]
    public async Task A_record_without_an_id_never_takes_the_workspace_that_a_program_that_lives_has_made_under_the_name()
    {
        var lease = await RentAsync();
        await LeaveAsync(Record("train-1", workspaceId: null));

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);

        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        await GiveBackAsync(lease);
    }

    [Fact]
    public async Task A_kept_workspace_is_not_taken_for_what_an_earlier_program_of_the_name_has_left()
    {
        await LeaveAsync(Record("train-1", workspaceId: null));
        var lease = await RentAsync();
        lease.Keep();

        Assert.Empty(await ReclaimAsync());

        Assert.Single(Workspaces.All);
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Without_an_id_and_an_owner_a_workspace_of_the_name_from_half_an_hour_later_is_not_touched()
    {
        Workspaces.Add("train-1");
        await LeaveAsync(
            Record("train-1", null) with { UserId = null, PreparedOn = Stage.Fake.Clock.GetUtcNow() - TimeSpan.FromMinutes(30) });
        await using var key = BrevCredential.FromApiKey(Stage.Fake.Tokens.AddApiKey(organizationId: Stage.Organization));
        using var client = new BrevClient(Stage.Fake.CreateOptions(key));

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await Stage.RunAsync(client.ReclaimLeasesAsync(Options))).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Fact]
    public async Task A_name_that_is_given_to_a_new_machine_ends_the_doubt_of_an_old_record()
    {
        var folder = RecordFolder;
        (await folder.CreateAsync(Record())).Dispose();

        var lease = await RentAsync();

        Assert.Single(Records);
        await GiveBackAsync(lease);
    }
}
