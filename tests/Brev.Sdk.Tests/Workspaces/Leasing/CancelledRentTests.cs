using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A caller who gives up leaves no machine that nothing ends.</summary>
public sealed class CancelledRentTests : LeaseCase
{
    [Fact]
    public async Task A_caller_who_gives_up_before_the_answer_to_the_create_is_read_leaves_a_machine_that_is_being_deleted()
    {
        using var giveUp = new CancellationTokenSource();
        var options = Stage.Fake.CreateOptions();
        options.Handlers.Add(() => new GivingUpHandler(giveUp));
        using var client = new BrevClient(options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Stage.RunAsync(client.RentWorkspaceAsync(Stage.Plan(), Options, cancellationToken: giveUp.Token)));

        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
        Assert.Single(Records);
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_a_failed_machine_is_given_back_does_not_wait_for_it()
    {
        Workspaces.FailNextDeploy("broken");
        using var giveUp = new CancellationTokenSource();
        using var deleting = Requests.HoldNext("DeleteWorkspace");
        var renting = Stage.RunAsync(Stage.Client.RentWorkspaceAsync(Stage.Plan(), Options, cancellationToken: giveUp.Token));
        await deleting.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        await giveUp.CancelAsync();
        deleting.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renting);
        Assert.Single(Records);
    }

    [Fact]
    public async Task A_caller_who_gives_up_leaves_a_workspace_that_is_being_deleted()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Recorder(_ => cancellation.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Stage.RunAsync(Stage.Client.RentWorkspaceAsync(Stage.Plan(), Options, progress, cancellation.Token)));

        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
    }

    [Fact]
    public async Task A_machine_that_shows_after_its_create_was_cancelled_is_deleted_within_the_patience()
    {
        using var giveUp = new CancellationTokenSource();
        using var create = Requests.HoldNext("CreateWorkspace");
        var renting = Stage.Client.RentWorkspaceAsync(Stage.Plan(), Options, cancellationToken: giveUp.Token);
        await create.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 5);

        await giveUp.CancelAsync();
        create.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stage.RunAsync(renting));
        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
        Assert.Single(Records);
    }

    [Fact]
    public async Task A_create_that_was_cancelled_and_shows_nothing_leaves_its_record()
    {
        using var giveUp = new CancellationTokenSource();
        using var create = Requests.HoldNext("CreateWorkspace");
        var renting = Stage.Client.RentWorkspaceAsync(Stage.Plan(), Options, cancellationToken: giveUp.Token);
        await create.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 100);

        await giveUp.CancelAsync();
        create.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stage.RunAsync(renting));
        Assert.Single(Records);
    }

    /// <summary>The caller gives up when the create has taken effect, and its answer is lost with that.</summary>
    private sealed class GivingUpHandler(CancellationTokenSource giveUp) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/workspaces", StringComparison.Ordinal))
            {
                answer.Dispose();
                await giveUp.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return answer;
        }
    }
}
