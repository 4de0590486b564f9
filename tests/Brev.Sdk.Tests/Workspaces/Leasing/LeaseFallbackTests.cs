using System.Net;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>Offers that are tried in turn for one lease.</summary>
public sealed class LeaseFallbackTests : LeaseCase
{
    [Fact]
    public async Task A_fallback_that_was_rented_is_the_offer_of_the_lease()
    {
        Workspaces.RefuseNextCreateForCapacity();
        var second = Stage.Offer() with { Location = "us-west-2" };
        var lease = await RentAsync(plan: Stage.Plan() with { Fallbacks = [second] });

        Assert.Equal(second, lease.Offer);
        await GiveBackAsync(lease);
    }

    [Fact]
    public async Task A_deployment_that_fails_for_lack_of_capacity_is_given_back_and_the_next_offer_is_rented()
    {
        Workspaces.FailNextDeploy("InsufficientInstanceCapacity: we currently do not have sufficient capacity");
        var second = Stage.Offer() with { Location = "us-west-2" };

        var lease = await RentAsync(plan: Stage.Plan() with { Fallbacks = [second] });

        Assert.Equal(second, lease.Offer);
        Assert.Equal(lease.Workspace.Id, Assert.Single(Workspaces.All).Id);
        Assert.Equal(
            ["CreateWorkspace", "DeleteWorkspace", "CreateWorkspace"],
            Stage.Fake.Requests.Select(static request => request.OperationId).Where(static name => name is "CreateWorkspace"
                or "DeleteWorkspace"));
        await GiveBackAsync(lease);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_deployment_that_fails_for_another_reason_ends_the_rent_whatever_the_fallbacks()
    {
        Workspaces.FailNextDeploy("InvalidBlockDeviceMapping: expect size >= 75GB");
        var plan = Stage.Plan() with { Fallbacks = [Stage.Offer() with { Location = "us-west-2" }] };

        await Assert.ThrowsAsync<BrevWaitException>(() => RentAsync(plan: plan));

        Assert.Single(Stage.Fake.Requests.For("CreateWorkspace"));
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_failed_machine_that_cannot_be_given_back_keeps_the_next_offer_from_being_tried()
    {
        Workspaces.FailNextDeploy("no capacity");
        Stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.Forbidden, times: 10);
        var plan = Stage.Plan() with { Fallbacks = [Stage.Offer() with { Location = "us-west-2" }] };

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => RentAsync(plan: plan));

        Assert.Equal((WaitFailureReason.NotGivenBack, Assert.Single(Workspaces.All).Id), (failure.Reason, failure.WorkspaceId));
        Assert.Equal(WaitFailureReason.Failed, Assert.IsType<BrevWaitException>(failure.InnerException).Reason);
        Assert.Null(failure.Cost);
        Assert.False(failure.IsTransient);
        Assert.Contains("may still be billed", failure.Message, StringComparison.Ordinal);
        Assert.Single(Stage.Fake.Requests.For("CreateWorkspace"));
        Assert.Single(Records);
    }
}
