using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>A server that blames itself for a refusal may have made the machine nevertheless.</summary>
public sealed class DoubtfulRefusalTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    private static FakeFailure NoCapacityByServerError { get; } = new(HttpStatusCode.InternalServerError)
    {
        Body = """{"errors":[{"message":"rpc error: code = ResourceExhausted desc = no capacity in zone"}]}""",
    };

    private FakeRequests Requests => _stage.Fake.Requests;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task What_a_failing_server_has_made_in_spite_of_its_refusal_is_found_late()
    {
        Requests.LoseNextAnswer("CreateWorkspace", NoCapacityByServerError);
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 4);

        var created = await CreateAsync(_stage.Plan());

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
    }

    /// <summary>The list shows it during a later offer, or after all of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_a_failing_server_has_made_stands_on_the_offer_of_its_type(int emptyLists)
    {
        _stage.Fake.InstanceTypes.Add(
            new InstanceType { Type = "other", Provider = "other", CloudCredId = "other-credential", Stoppable = true });
        var plan = _stage.Plan() with { Fallbacks = [_stage.Offer("other"), _stage.Offer("other") with { Location = "elsewhere" }] };
        Requests.LoseNextAnswer("CreateWorkspace", NoCapacityByServerError);
        Requests.FailNext("CreateWorkspace", NoCapacityByServerError);
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, emptyLists);
        var creator = new WorkspaceCreator(_stage.Client, plan);
        var intent = await creator.PrepareAsync(CancellationToken.None);

        var created = await _stage.RunAsync(creator.CreateAsync(intent, CancellationToken.None));

        Assert.Same(plan.Offer, created.Offer);
    }

    [Fact]
    public async Task A_name_that_is_taken_after_a_server_has_blamed_itself_is_taken_by_what_that_server_has_made()
    {
        Requests.LoseNextAnswer("CreateWorkspace", NoCapacityByServerError);
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 3);
        var plan = _stage.Plan();

        var created = await CreateAsync(plan with { Fallbacks = [plan.Offer with { Location = "us-west-2" }] });

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
        Assert.Equal(2, Requests.For("CreateWorkspace").Count);
    }

    [Fact]
    public async Task After_a_server_has_blamed_itself_no_other_offer_is_tried_before_a_look()
    {
        Requests.LoseNextAnswer("CreateWorkspace", NoCapacityByServerError);
        var plan = _stage.Plan();

        await CreateAsync(plan with { Fallbacks = [plan.Offer with { Location = "us-west-2" }] });

        Assert.Single(Requests.For("CreateWorkspace"));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_refusal_of_the_next_offer_does_not_hide_what_a_failing_server_has_made_of_the_first(HttpStatusCode status)
    {
        Requests.LoseNextAnswer("CreateWorkspace", NoCapacityByServerError);
        Requests.FailNext("CreateWorkspace", status, times: 2);
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 4);
        var plan = _stage.Plan();

        var created = await CreateAsync(plan with { Fallbacks = [plan.Offer with { Location = "us-west-2" }] });

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
    }

    [Fact]
    public async Task A_refusal_after_an_offer_in_doubt_names_both_and_is_not_worth_repeating()
    {
        Requests.FailNext("CreateWorkspace", NoCapacityByServerError);
        Requests.FailNext("CreateWorkspace", HttpStatusCode.BadRequest, body: """{"errors":[{"message":"name is cursed"}]}""");

        var failure = await FailsAsync(_stage.Plan() with { Fallbacks = [_stage.Offer() with { Location = "us-west-2" }] });

        Assert.Equal((CreateOutcome.NotCreated, true, false), (failure.Outcome, failure.MayHaveLeftOne, failure.IsTransient));
        Assert.Contains("name is cursed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no capacity in zone", failure.Message, StringComparison.Ordinal);
    }

    private Task<Workspace> CreateAsync(WorkspacePlan plan) => _stage.RunAsync(_stage.Client.CreateWorkspaceAsync(plan));

    private Task<BrevCreateException> FailsAsync(WorkspacePlan plan) => Assert.ThrowsAsync<BrevCreateException>(() => CreateAsync(plan));
}
