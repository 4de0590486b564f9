using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>A create whose answer is lost is never sent again: what it has made is found, or what is known is said.</summary>
public sealed class LostCreateTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    private FakeRequests Requests => _stage.Fake.Requests;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData(FakeCreateFault.ServerError)]
    [InlineData(FakeCreateFault.Reset)]
    [InlineData(FakeCreateFault.CutAnswer)]
    public async Task A_create_whose_answer_is_lost_although_the_workspace_was_registered_returns_it(FakeCreateFault fault)
    {
        _stage.Fake.Workspaces.LoseNextCreate(fault, isCreated: true);

        var created = await CreateAsync(_stage.Plan());

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
        Assert.Single(Requests.For("CreateWorkspace"));
    }

    [Theory]
    [InlineData(FakeCreateFault.ServerError)]
    [InlineData(FakeCreateFault.Reset)]
    [InlineData(FakeCreateFault.CutAnswer)]
    public async Task A_create_that_is_lost_without_effect_is_not_sent_again_and_said_to_be_not_created(FakeCreateFault fault)
    {
        _stage.Fake.Workspaces.LoseNextCreate(fault, isCreated: false);

        var failure = await FailsAsync(_stage.Plan());

        Assert.Equal(CreateOutcome.NotCreated, failure.Outcome);
        Assert.Single(Requests.For("CreateWorkspace"));
        Assert.Empty(_stage.Fake.Workspaces.All);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task After_a_status_that_leaves_doubt_the_name_is_looked_for(HttpStatusCode status)
    {
        Requests.LoseNextAnswer("CreateWorkspace", status);

        var created = await CreateAsync(_stage.Plan());

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
    }

    [Fact]
    public async Task A_workspace_that_shows_in_the_list_late_is_found()
    {
        _stage.Fake.Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated: true);
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 4);

        Assert.Equal("train-1", (await CreateAsync(_stage.Plan())).Name);
    }

    [Fact]
    public async Task Without_the_list_the_outcome_is_unknown()
    {
        _stage.Fake.Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated: true);
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" });
        Requests.FailNext("ListWorkspaces", HttpStatusCode.BadGateway, times: 100);

        var failure = await FailsAsync(_stage.Plan());

        Assert.Equal(CreateOutcome.Unknown, failure.Outcome);
        Assert.Equal("train-1", failure.Name);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_gateway_that_speaks_of_its_own_capacity_leaves_doubt()
    {
        Requests.LoseNextAnswer("CreateWorkspace", new FakeFailure(HttpStatusCode.ServiceUnavailable)
        {
            Body = "<html>The server is unable to service your request due to maintenance downtime or capacity problems.</html>",
            ContentType = "text/html",
        });
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 4);

        var created = await CreateAsync(_stage.Plan() with { Fallbacks = [_stage.Offer()] });

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
        Assert.Single(Requests.For("CreateWorkspace"));
    }

    [Fact]
    public async Task A_time_out_is_looked_after_like_any_lost_answer()
    {
        using var gate = Requests.HoldNext("CreateWorkspace");
        var create = _stage.Client.CreateWorkspaceAsync(_stage.Plan());
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        _stage.Fake.Clock.Advance(TimeSpan.FromSeconds(30));
        gate.Release();

        Assert.Equal("train-1", (await _stage.RunAsync(create)).Name);
        Assert.Single(Requests.For("CreateWorkspace"));
    }

    [Fact]
    public async Task Under_an_API_key_a_lost_create_is_found_without_asking_who_is_signed_in()
    {
        var second = _stage.Fake.Organizations.Add("second", _stage.Fake.Users.Current.Id!).Id!;
        await using var key = BrevCredential.FromApiKey(_stage.Fake.Tokens.AddApiKey(organizationId: second));
        using var client = new BrevClient(_stage.Fake.CreateOptions(key));
        _stage.Fake.Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated: true);

        var created = await _stage.RunAsync(client.CreateWorkspaceAsync(_stage.Plan() with { OrganizationId = second }));

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
        Assert.Empty(Requests.For("GetCurrentUser"));
    }

    [Fact]
    public async Task After_a_lost_answer_a_machine_with_the_description_of_another_program_is_another()
    {
        var creator = new WorkspaceCreator(_stage.Client, _stage.Plan());
        var intent = await creator.PrepareAsync(CancellationToken.None);
        var theirs = await _stage.Client.CreateWorkspaceAsync(
            _stage.Organization, PlanRequest.Write(_stage.Plan(), _stage.Offer()) with { Description = CreateMark.New() });
        Requests.FailNext("CreateWorkspace", HttpStatusCode.InternalServerError);

        var failure = await Assert.ThrowsAsync<BrevCreateException>(
            () => _stage.RunAsync(creator.CreateAsync(intent, CancellationToken.None)));

        Assert.Equal((CreateOutcome.AnotherWorkspace, theirs.Id), (failure.Outcome, failure.WorkspaceId));
    }

    private Task<Workspace> CreateAsync(WorkspacePlan plan) => _stage.RunAsync(_stage.Client.CreateWorkspaceAsync(plan));

    private Task<BrevCreateException> FailsAsync(WorkspacePlan plan) => Assert.ThrowsAsync<BrevCreateException>(() => CreateAsync(plan));
}
