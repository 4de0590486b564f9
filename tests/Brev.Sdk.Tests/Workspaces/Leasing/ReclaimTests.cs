using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Conventions;
using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>What a program that is dead has left, and what it has not.</summary>
public sealed class ReclaimTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private WorkspaceStage _stage = null!;

    private FakeWorkspaces Workspaces => _stage.Fake.Workspaces;

    private LeaseOptions Options => new() { RecordFolder = _folder.Path };

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_workspace_of_a_dead_program_is_given_back()
    {
        var workspace = Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspace.Id));

        var reclaimed = Assert.Single(await ReclaimAsync());

        Assert.Equal(new ReclaimedLease("train-1", _stage.Organization, workspace.Id, ReclaimOutcome.GivenBack), reclaimed);
        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(_folder.Path));
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
        _stage.Fake.Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 2);

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
        Assert.Empty(_stage.Fake.Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task A_doubt_stays_on_record_and_is_told_to_the_log_until_its_machine_is_gone()
    {
        var mine = Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspaceId: null));
        _stage.Fake.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(ReclaimOutcome.InDoubt, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));

        Workspaces.Remove(mine.Id!);

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_machine_of_the_name_with_a_description_of_its_own_is_another()
    {
        await _stage.Client.CreateWorkspaceAsync(_stage.Plan() with { Description = "by hand" });
        await LeaveAsync(Record("train-1", workspaceId: null));

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Fact]
    public async Task A_machine_that_was_stopped_for_a_dead_program_is_given_back()
    {
        var workspace = Workspaces.Add("train-1", WorkspaceStatus.Stopping);
        await LeaveAsync(Stopped(workspace.Id!));

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Equal(WorkspaceStatus.Stopped, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Directory.GetFiles(_folder.Path));
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
        Assert.Empty(_stage.Fake.Requests.For("StopWorkspace"));
    }

    [Fact]
    public async Task A_process_that_ends_notes_that_the_stop_was_accepted()
    {
        var workspace = Workspaces.Add("train-1");
        var record = Record("train-1", workspace.Id) with { AtEnd = LeaseEnd.Stop, IsHandedOut = true };
        var held = await new LeaseFolder(_folder.Path, TimeProvider.System).CreateAsync(record);
        using (var hold = new LeaseHold(_stage.Client, held, record, new LeaseOptions { EndsWithProcess = false }))
        {
            await hold.EndWithProcessAsync(CancellationToken.None);
        }

        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.Stopped);
        await _stage.Client.StartWorkspaceAsync(workspace.Id!);

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
    public async Task A_machine_whose_deletion_failed_before_is_not_judged_by_that_when_it_is_deleted_again()
    {
        var workspace = Workspaces.Add("train-1");
        Workspaces.FailNextDelete();
        await _stage.Client.DeleteWorkspaceAsync(workspace.Id!);
        _stage.Fake.Clock.Advance(Workspaces.DeleteTime);
        var failed = JsonSerializer.Serialize(await _stage.Client.GetWorkspaceAsync(workspace.Id!));
        await LeaveAsync(Record("train-1", workspace.Id));
        using var deleting = _stage.Fake.Requests.HoldNext("DeleteWorkspace");
        var reclaiming = _stage.Client.ReclaimLeasesAsync(Options);
        await deleting.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        _stage.Fake.Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.OK) { Body = failed });
        deleting.Release();

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await _stage.RunAsync(reclaiming)).Outcome);
        Assert.Equal(2, _stage.Fake.Requests.For("DeleteWorkspace").Count);
    }

    [Fact]
    public async Task The_lease_of_a_program_that_lives_is_not_touched()
    {
        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan(), Options));

        Assert.Empty(await ReclaimAsync());

        Assert.Single(Workspaces.All);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_workspace_of_that_name_by_another_user_is_not_touched()
    {
        Workspaces.Add("train-1", userId: _stage.Fake.Users.Add("other").Id);
        await LeaveAsync(Record("train-1", workspaceId: null));

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Fact]
    public async Task A_workspace_of_that_name_from_another_time_is_not_touched()
    {
        Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspaceId: null) with { PreparedOn = _stage.Fake.Clock.GetUtcNow() + TimeSpan.FromHours(3) });

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
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task A_record_that_finds_nothing_stays_as_long_as_its_create_can_be_under_way()
    {
        var record = Record("train-1", workspaceId: null);
        await LeaveAsync(record);
        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);
        var late = await CreateAsync(record);

        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.DoesNotContain(Workspaces.All, left => left.Id == late.Id);

        await LeaveAsync(Record("train-2", workspaceId: null));
        _stage.Fake.Clock.Advance(TimeSpan.FromMinutes(11));
        await ReclaimAsync();
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_record_without_an_id_never_takes_the_workspace_that_a_program_that_lives_has_made_under_the_name()
    {
        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan(), Options));
        await LeaveAsync(Record("train-1", workspaceId: null));

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await ReclaimAsync()).Outcome);

        Assert.Equal(WorkspaceStatus.Running, Assert.Single(Workspaces.All).Status);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_kept_workspace_is_not_taken_for_what_an_earlier_program_of_the_name_has_left()
    {
        await LeaveAsync(Record("train-1", workspaceId: null));
        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan(), Options));
        lease.Keep();

        Assert.Empty(await ReclaimAsync());

        Assert.Single(Workspaces.All);
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task The_next_rent_gives_back_first_what_has_its_name_and_asks_for_the_end_of_the_rest()
    {
        var same = Workspaces.Add("train-1");
        var other = Workspaces.Add("train-2");
        await LeaveAsync(Record("train-1", same.Id));
        await LeaveAsync(Record("train-2", other.Id));

        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(_stage.Plan("train-1"), Options));

        Assert.NotEqual(same.Id, lease.Workspace.Id);
        Assert.Equal(2, _stage.Fake.Requests.For("DeleteWorkspace").Count);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
        await ReclaimAsync();
        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task What_cannot_be_given_back_is_said_and_stays_on_record()
    {
        var workspace = Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspace.Id));
        _stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.Forbidden, times: 10);

        var reclaimed = Assert.Single(await ReclaimAsync());

        Assert.Equal(ReclaimOutcome.Failed, reclaimed.Outcome);
        Assert.IsType<BrevApiException>(reclaimed.Failure);
        Assert.Single(Directory.GetFiles(_folder.Path, "*.json"));
    }

    [Fact]
    public async Task What_an_API_key_has_rented_is_given_back_under_an_API_key_and_left_alone_by_a_user()
    {
        var workspace = Workspaces.Add("train-1");
        await LeaveAsync(Record("train-1", workspace.Id) with { UserId = null });
        await using var key = BrevCredential.FromApiKey(_stage.Fake.Tokens.AddApiKey(organizationId: _stage.Organization));
        using var client = new BrevClient(_stage.Fake.CreateOptions(key));

        Assert.Equal(ReclaimOutcome.NotOurs, Assert.Single(await ReclaimAsync()).Outcome);
        Assert.Equal(ReclaimOutcome.GivenBack, Assert.Single(await _stage.RunAsync(client.ReclaimLeasesAsync(Options))).Outcome);
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task Without_an_id_and_an_owner_a_workspace_of_the_name_from_half_an_hour_later_is_not_touched()
    {
        Workspaces.Add("train-1");
        await LeaveAsync(
            Record("train-1", null) with { UserId = null, PreparedOn = _stage.Fake.Clock.GetUtcNow() - TimeSpan.FromMinutes(30) });
        await using var key = BrevCredential.FromApiKey(_stage.Fake.Tokens.AddApiKey(organizationId: _stage.Organization));
        using var client = new BrevClient(_stage.Fake.CreateOptions(key));

        Assert.Equal(ReclaimOutcome.NothingLeft, Assert.Single(await _stage.RunAsync(client.ReclaimLeasesAsync(Options))).Outcome);
        Assert.Single(Workspaces.All);
    }

    [Theory]
    [InlineData("[1, 2")]
    [InlineData("null")]
    [InlineData("""{"controlPlane":null,"organizationId":null,"name":null,"userId":null,"preparedOn":"2026-11-29T00:00:00Z","instanceTypes":null}""")]
    public async Task A_file_that_is_no_record_is_left_alone(string content)
    {
        await File.WriteAllTextAsync(_folder.File("notes.json"), content);

        Assert.Empty(await ReclaimAsync());
        Assert.True(File.Exists(_folder.File("notes.json")));
    }

    [Fact]
    public async Task Without_records_nothing_is_asked_and_no_folder_is_made()
    {
        var reclaimed = await _stage.RunAsync(_stage.Client.ReclaimLeasesAsync(new LeaseOptions { RecordFolder = _folder.File("none") }));

        Assert.Empty(reclaimed);
        Assert.Equal(0, _stage.Fake.Requests.Count);
        Assert.False(Directory.Exists(_folder.File("none")));
    }

    [UnsupportedOSPlatform("windows")]
    [UnixFact]
    public async Task Records_are_readable_for_their_owner_alone_and_hold_no_secret()
    {
        var plan = _stage.Plan() with { StartupScript = "#!/bin/bash\nexport TOKEN=synthetic-secret\n" };
        var lease = await _stage.RunAsync(_stage.Client.RentWorkspaceAsync(plan, Options with { RecordFolder = _folder.File("leases") }));

        var file = Assert.Single(Directory.GetFiles(_folder.File("leases"), "*.json"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead
            | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.File("leases")));
        Assert.DoesNotContain("synthetic-secret", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        await _stage.RunAsync(lease.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task The_record_is_there_before_the_create_is_sent()
    {
        using var gate = _stage.Fake.Requests.HoldNext("CreateWorkspace");
        var renting = _stage.Client.RentWorkspaceAsync(_stage.Plan(), Options);
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        var record = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.Path, "*.json")));

        Assert.Contains("\"name\": \"train-1\"", record, StringComparison.Ordinal);
        gate.Release();
        await _stage.RunAsync((await _stage.RunAsync(renting)).DisposeAsync().AsTask());
    }

    private LeaseRecord Record(string name, string? workspaceId) => new()
    {
        ControlPlane = _stage.Fake.ControlPlaneEndpoint.AbsoluteUri,
        OrganizationId = _stage.Organization,
        Name = name,
        UserId = _stage.Fake.Users.Current.Id!,
        Mark = CreateMark.New(),
        PreparedOn = _stage.Fake.Clock.GetUtcNow(),
        InstanceTypes = [FakeInstanceTypes.DefaultType],
        WorkspaceId = workspaceId,
    };

    private LeaseRecord Stopped(string workspaceId) =>
        Record("train-1", workspaceId) with { AtEnd = LeaseEnd.Stop, IsHandedOut = true, IsStopAsked = true };

    /// <summary>What a create with the mark of the record makes, whose answer its program never reads.</summary>
    private Task<Workspace> CreateAsync(LeaseRecord record) =>
        _stage.Client.CreateWorkspaceAsync(_stage.Plan(record.Name) with { Description = record.Mark! });

    /// <summary>Leaves a record as a process that has died does: it is there, and its lock is free.</summary>
    private async Task LeaveAsync(LeaseRecord record)
    {
        using var held = await new LeaseFolder(_folder.Path, TimeProvider.System).CreateAsync(record);
    }

    private Task<IReadOnlyList<ReclaimedLease>> ReclaimAsync() => _stage.RunAsync(_stage.Client.ReclaimLeasesAsync(Options));
}
