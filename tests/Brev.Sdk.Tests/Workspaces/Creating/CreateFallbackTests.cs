using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>Offers that cannot be had, and those that are tried next.</summary>
public sealed class CreateFallbackTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    private FakeRequests Requests => _stage.Fake.Requests;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

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

    private Task<Workspace> CreateAsync(WorkspacePlan plan) => _stage.RunAsync(_stage.Client.CreateWorkspaceAsync(plan));

    private Task<BrevCreateException> FailsAsync(WorkspacePlan plan) => Assert.ThrowsAsync<BrevCreateException>(() => CreateAsync(plan));
}
