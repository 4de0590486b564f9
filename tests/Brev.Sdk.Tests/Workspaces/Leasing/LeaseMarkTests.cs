using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>After a lost answer a machine is known by its mark.</summary>
public sealed class LeaseMarkTests : LeaseCase
{
    [Fact]
    public async Task A_machine_found_after_a_lost_answer_is_left_to_the_program_whose_mark_it_carries()
    {
        var intent = await Creator(CreateMark.New()).PrepareAsync(CancellationToken.None);
        var theirs = await Creator(CreateMark.New()).CreateAsync(intent, CancellationToken.None);
        Requests.FailNext("CreateWorkspace", HttpStatusCode.InternalServerError);

        var failure = await Assert.ThrowsAsync<BrevCreateException>(
            () => Stage.RunAsync(Creator(intent.Mark!).CreateAsync(intent, CancellationToken.None)));

        Assert.Equal((CreateOutcome.AnotherWorkspace, theirs.Workspace.Id), (failure.Outcome, failure.WorkspaceId));
    }

    [Fact]
    public async Task A_machine_without_a_mark_that_is_found_after_a_lost_answer_is_left_alone_and_named()
    {
        var intent = await Creator(CreateMark.New()).PrepareAsync(CancellationToken.None);
        var mine = Workspaces.Add("train-1");
        Requests.FailNext("CreateWorkspace", HttpStatusCode.InternalServerError);

        var failure = await Assert.ThrowsAsync<BrevCreateException>(
            () => Stage.RunAsync(Creator(intent.Mark!).CreateAsync(intent, CancellationToken.None)));

        Assert.Equal((CreateOutcome.Unknown, mine.Id, true), (failure.Outcome, failure.WorkspaceId, failure.MayHaveLeftOne));
        Assert.Contains("left alone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_gives_a_lease_of_the_machine_that_carries_its_mark()
    {
        Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated: true);

        var lease = await RentAsync(plan: Stage.Plan() with { Description = "night run" });

        Assert.Matches(@"\Anight run \[Brev\.Sdk lease [0-9a-f]{32}\]\z", Assert.Single(Workspaces.All).Description);
        await GiveBackAsync(lease);
        Assert.Empty(Workspaces.All);
    }

    private WorkspaceCreator Creator(string mark) => new(Stage.Client, Stage.Plan(), mark);
}
