using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>Which machine is taken for the created one when several programs use its name.</summary>
public sealed class SameNameTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    private static FakeFailure EmptyList { get; } = new(HttpStatusCode.OK) { Body = "[]" };

    private FakeRequests Requests => _stage.Fake.Requests;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Of_two_programs_that_create_one_name_at_once_one_has_the_machine_and_the_other_is_told_its_id()
    {
        using var gate = Requests.HoldNext("CreateWorkspace");
        var second = _stage.Client.CreateWorkspaceAsync(_stage.Plan());
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        var first = await CreateAsync(_stage.Plan());

        gate.Release();

        var failure = await Assert.ThrowsAsync<BrevCreateException>(() => _stage.RunAsync(second));
        Assert.Equal((CreateOutcome.NameTaken, first.Id), (failure.Outcome, failure.WorkspaceId));
        Assert.Single(_stage.Fake.Workspaces.All);
    }

    [Fact]
    public async Task Several_creates_at_once_under_names_of_their_own_make_one_machine_each()
    {
        string[] names = [.. Enumerable.Range(1, 10).Select(static number => $"train-{number}")];

        var created = await _stage.RunAsync(Task.WhenAll(names.Select(name => _stage.Client.CreateWorkspaceAsync(_stage.Plan(name)))));

        Assert.Equal(names, created.Select(static workspace => workspace.Name));
        Assert.Equal(
            created.Select(static workspace => workspace.Id).Order(),
            _stage.Fake.Workspaces.All.Select(static workspace => workspace.Id).Order());
    }

    /// <summary>The answer of the second program is lost, and its create had no effect.</summary>
    [Theory]
    [InlineData("", "", null)]
    [InlineData("night run", "night run", null)]
    [InlineData("night run", "", CreateOutcome.Unknown)]
    [InlineData("night run", "day run", CreateOutcome.AnotherWorkspace)]
    [InlineData("", "day run", CreateOutcome.AnotherWorkspace)]
    public async Task After_a_lost_answer_the_machine_of_another_program_is_told_apart_by_its_description(
        string mine, string theirs, CreateOutcome? outcome)
    {
        var creator = new WorkspaceCreator(_stage.Client, _stage.Plan() with { Description = mine });
        var intent = await creator.PrepareAsync(CancellationToken.None);
        var other = await CreateAsync(_stage.Plan() with { Description = theirs });
        Requests.FailNext("CreateWorkspace", HttpStatusCode.InternalServerError);

        var creating = _stage.RunAsync(creator.CreateAsync(intent, CancellationToken.None));

        if (outcome is null)
        {
            Assert.Equal(other.Id, (await creating).Workspace.Id);
            return;
        }

        var failure = await Assert.ThrowsAsync<BrevCreateException>(() => creating);
        Assert.Equal((outcome.Value, other.Id), (failure.Outcome, failure.WorkspaceId));
    }

    [Fact]
    public async Task A_machine_that_had_the_name_before_and_was_not_listed_is_named_when_Brev_refuses_its_name()
    {
        var old = _stage.Fake.Workspaces.Add("train-1");
        Requests.FailNext("ListWorkspaces", EmptyList);

        var failure = await Assert.ThrowsAsync<BrevCreateException>(() => CreateAsync(_stage.Plan()));

        Assert.Equal((CreateOutcome.NameTaken, old.Id), (failure.Outcome, failure.WorkspaceId));
    }

    [Fact]
    public async Task A_machine_that_had_the_name_for_hours_and_was_not_listed_is_another_when_the_answer_is_lost()
    {
        var old = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Clock.Advance(TimeSpan.FromMinutes(61));
        Requests.FailNext("ListWorkspaces", EmptyList);
        Requests.FailNext("CreateWorkspace", HttpStatusCode.InternalServerError);

        var failure = await Assert.ThrowsAsync<BrevCreateException>(() => CreateAsync(_stage.Plan()));

        Assert.Equal((CreateOutcome.AnotherWorkspace, old.Id), (failure.Outcome, failure.WorkspaceId));
    }

    [Fact]
    public async Task A_machine_that_shows_too_late_to_be_found_is_named_when_its_name_is_created_again()
    {
        _stage.Fake.Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated: true);
        Requests.FailNext("ListWorkspaces", EmptyList, times: 9);
        var lost = await Assert.ThrowsAsync<BrevCreateException>(() => CreateAsync(_stage.Plan()));
        Assert.Equal(CreateOutcome.NotCreated, lost.Outcome);

        var again = await Assert.ThrowsAsync<BrevCreateException>(() => CreateAsync(_stage.Plan()));

        Assert.Equal((CreateOutcome.NameTaken, Assert.Single(_stage.Fake.Workspaces.All).Id), (again.Outcome, again.WorkspaceId));
    }

    private Task<Workspace> CreateAsync(WorkspacePlan plan) => _stage.RunAsync(_stage.Client.CreateWorkspaceAsync(plan));
}
