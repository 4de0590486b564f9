using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>Creates that go wrong: one plan never makes two machines.</summary>
public sealed class SafeCreateTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    private static FakeFailure NoCapacityByServerError { get; } = new(HttpStatusCode.InternalServerError)
    {
        Body = """{"errors":[{"message":"rpc error: code = ResourceExhausted desc = no capacity in zone"}]}""",
    };

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
    public async Task What_a_failing_server_has_made_in_spite_of_its_refusal_is_found_late()
    {
        Requests.LoseNextAnswer("CreateWorkspace", NoCapacityByServerError);
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 4);

        var created = await CreateAsync(_stage.Plan());

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
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
    public async Task After_a_server_has_blamed_itself_no_other_offer_is_tried_before_a_look()
    {
        Requests.LoseNextAnswer("CreateWorkspace", NoCapacityByServerError);
        var plan = _stage.Plan();

        await CreateAsync(plan with { Fallbacks = [plan.Offer with { Location = "us-west-2" }] });

        Assert.Single(Requests.For("CreateWorkspace"));
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
    public async Task Fallbacks_are_tried_in_turn_when_there_is_no_capacity()
    {
        _stage.Fake.Workspaces.RefuseNextCreateForCapacity(times: 2);
        var third = _stage.Offer() with { Location = "us-west-2" };

        await CreateAsync(_stage.Plan() with { Fallbacks = [_stage.Offer(), third] });

        Assert.Equal(3, Requests.For("CreateWorkspace").Count);
        Assert.Contains("us-west-2", Requests.For("CreateWorkspace")[^1].Body, StringComparison.Ordinal);
        Assert.Single(_stage.Fake.Workspaces.All);
    }

    [Fact]
    public async Task No_capacity_anywhere_names_every_offer_that_was_tried()
    {
        _stage.Fake.Workspaces.RefuseNextCreateForCapacity(times: 2);

        var failure = await FailsAsync(_stage.Plan() with { Fallbacks = [_stage.Offer() with { Location = "us-west-2" }] });

        Assert.Equal(CreateOutcome.NoCapacity, failure.Outcome);
        Assert.Contains("us-east-1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("us-west-2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mismatch_of_credential_and_type_is_a_callers_error_that_is_not_retried()
    {
        var failure = await FailsAsync(
            _stage.Plan() with { Offer = _stage.Offer() with { CloudCredId = "shadeform-synthetic-credential" } });

        Assert.Equal(CreateOutcome.NoCapacity, failure.Outcome);
        Assert.Contains("instance type g6e.xlarge not found", failure.Message, StringComparison.Ordinal);
        Assert.Single(Requests.For("CreateWorkspace"));
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

    [Fact]
    public async Task A_quota_that_is_used_up_is_about_the_offer_however_it_is_worded()
    {
        Requests.FailNext(
            "CreateWorkspace",
            HttpStatusCode.InternalServerError,
            body: """{"errors":[{"message":"Quota 'GPUS_ALL_REGIONS' exceeded"}]}""");

        var created = await CreateAsync(_stage.Plan() with { Fallbacks = [_stage.Offer() with { Location = "us-west-2" }] });

        Assert.Equal(Assert.Single(_stage.Fake.Workspaces.All).Id, created.Id);
        Assert.Equal(2, Requests.For("CreateWorkspace").Count);
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
    public async Task Without_an_organization_in_plan_and_offer_the_only_one_is_taken_and_of_several_none()
    {
        var plan = _stage.Plan() with { Offer = _stage.Offer() with { OrganizationId = "" } };

        Assert.Equal(_stage.Organization, (await CreateAsync(plan)).OrganizationId);
        _stage.Fake.Organizations.Add("second", _stage.Fake.Users.Current.Id!);
        var failure = await Assert.ThrowsAsync<BrevOrganizationException>(() => CreateAsync(plan with { Name = "train-2" }));
        Assert.Contains("second", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Without_an_organization_of_its_own_a_plan_goes_by_the_organization_of_its_offer(string? organization)
    {
        _stage.Fake.Organizations.Add("second", _stage.Fake.Users.Current.Id!);

        var created = await CreateAsync(_stage.Plan() with { OrganizationId = organization });

        Assert.Equal(_stage.Organization, created.OrganizationId);
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

    [Theory]
    [InlineData("quota exceeded for GPUs", false)]
    [InlineData("provider not enabled", false)]
    [InlineData("rpc error: code = NotFound desc = instance type g6e.xlarge not found", false)]
    [InlineData("no capacity in zone", true)]
    public async Task Only_a_lack_of_capacity_is_worth_trying_again_later(string reason, bool isTransient)
    {
        Requests.FailNext(
            "CreateWorkspace", HttpStatusCode.InternalServerError, body: $$$"""{"errors":[{"message":"{{{reason}}}"}]}""");

        var failure = await FailsAsync(_stage.Plan());

        Assert.Equal((CreateOutcome.NoCapacity, isTransient), (failure.Outcome, failure.IsTransient));
        Assert.Contains(
            isTransient ? "Try again later" : "Trying again does not help", failure.Message, StringComparison.Ordinal);
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
