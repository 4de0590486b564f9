using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>Refusals that are final.</summary>
public sealed class CreateRefusalTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    private FakeRequests Requests => _stage.Fake.Requests;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_workspace_of_that_name_by_another_user_is_not_taken_for_the_planned_one()
    {
        var other = _stage.Fake.Users.Add("other");
        using var gate = Requests.HoldNext("CreateWorkspace");
        var create = _stage.Client.CreateWorkspaceAsync(_stage.Plan());
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        _stage.Fake.Workspaces.Add("train-1", userId: other.Id);

        gate.Release();

        var failure = await Assert.ThrowsAsync<BrevCreateException>(() => _stage.RunAsync(create));
        Assert.Equal(CreateOutcome.NameTaken, failure.Outcome);
        Assert.Single(_stage.Fake.Workspaces.All);
    }

    [Fact]
    public async Task A_name_is_taken_until_the_deletion_has_completed_and_no_other_offer_is_tried()
    {
        var old = _stage.Fake.Workspaces.Add("train-1");
        await _stage.Client.DeleteWorkspaceAsync(old.Id!);

        var failure = await FailsAsync(_stage.Plan() with { Fallbacks = [_stage.Offer()] });

        Assert.Equal(CreateOutcome.NameTaken, failure.Outcome);
        Assert.Equal(old.Id, failure.WorkspaceId);
        Assert.Empty(Requests.For("CreateWorkspace"));
    }

    [Fact]
    public async Task No_credits_is_final_and_no_fallback_is_tried()
    {
        _stage.Fake.Workspaces.RunOutOfCredits();

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => CreateAsync(_stage.Plan() with { Fallbacks = [_stage.Offer()] }));

        Assert.Contains("out of credits", refused.Message, StringComparison.Ordinal);
        Assert.Single(Requests.For("CreateWorkspace"));
    }

    [Fact]
    public async Task No_credits_are_final_whatever_the_status_and_nothing_is_looked_for()
    {
        Requests.FailNext(
            "CreateWorkspace", HttpStatusCode.InternalServerError, body: """{"errors":[{"message":"You have run out of credits"}]}""");

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => CreateAsync(_stage.Plan() with { Fallbacks = [_stage.Offer()] }));

        Assert.Equal((true, false), (refused.IsOutOfCredits, refused.IsTransient));
        Assert.Single(Requests.For("CreateWorkspace"));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_refusal_of_Brev_passes_as_it_is(HttpStatusCode status)
    {
        Requests.FailNext("CreateWorkspace", status, times: 2);

        Assert.Equal(status, (await Assert.ThrowsAsync<BrevApiException>(() => CreateAsync(_stage.Plan()))).StatusCode);
    }

    private Task<Workspace> CreateAsync(WorkspacePlan plan) => _stage.RunAsync(_stage.Client.CreateWorkspaceAsync(plan));

    private Task<BrevCreateException> FailsAsync(WorkspacePlan plan) => Assert.ThrowsAsync<BrevCreateException>(() => CreateAsync(plan));
}
