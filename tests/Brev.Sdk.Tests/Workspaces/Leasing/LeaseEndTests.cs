using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>An end that meets failures leaves no machine running without a word.</summary>
public sealed class LeaseEndTests : LeaseCase
{
    [Theory]
    [InlineData("GetWorkspace", HttpStatusCode.NotFound)]
    [InlineData("DeleteWorkspace", HttpStatusCode.NotFound)]
    [InlineData("GetWorkspace", HttpStatusCode.Gone)]
    public async Task A_gateways_page_does_not_say_that_the_machine_is_gone(string operation, HttpStatusCode status)
    {
        var lease = await RentAsync();
        Requests.FailNext(operation, FakeFailure.GatewayPage(status), times: 2);

        await GiveBackAsync(lease);

        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_server_error_with_not_found_inside_does_not_say_that_the_machine_is_gone()
    {
        var lease = await RentAsync();
        Requests.FailNext(
            "GetWorkspace",
            HttpStatusCode.InternalServerError,
            body: """{"errors":[{"message":"rpc error: code = NotFound desc = shard"}]}""");

        await Assert.ThrowsAsync<BrevApiException>(() => Stage.RunAsync(lease.EndAsync()));

        Assert.Single(Records);
        await GiveBackAsync(lease);
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task An_end_that_takes_too_long_does_not_advise_an_option_that_has_no_effect_on_it()
    {
        var lease = await RentAsync(Options with { Wait = new WaitOptions { Timeout = TimeSpan.FromHours(2) } });
        Workspaces.DeleteTime = TimeSpan.FromHours(1);

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => Stage.RunAsync(lease.EndAsync()));

        Assert.Equal(20, failure.Elapsed.TotalMinutes, precision: 1);
        Assert.DoesNotContain("WaitOptions.Timeout", failure.Message, StringComparison.Ordinal);
        Workspaces.Remove(lease.Workspace.Id!);
        await GiveBackAsync(lease);
    }

    [Fact]
    public async Task A_deletion_that_falls_back_is_tried_again()
    {
        var lease = await RentAsync();
        Workspaces.FailNextDelete();

        await GiveBackAsync(lease);

        Assert.Empty(Workspaces.All);
        Assert.Equal(2, Stage.Fake.Requests.For("DeleteWorkspace").Count);
    }

    [Fact]
    public async Task A_deletion_that_has_fallen_back_three_times_is_not_tried_a_fourth_time()
    {
        var options = Stage.Fake.CreateOptions();
        options.Handlers.Add(() => new FailingDeletions(Workspaces));
        using var client = new BrevClient(options);
        var lease = await Stage.RunAsync(client.RentWorkspaceAsync(Stage.Plan(), Options));

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => GiveBackAsync(lease));

        Assert.Equal(WaitFailureReason.DeleteFailed, failure.Reason);
        Assert.Equal(3, Requests.For("DeleteWorkspace").Count);
        Assert.Single(Records);
    }

    [Fact]
    public async Task Errors_that_pass_at_the_end_do_not_leave_a_machine_behind()
    {
        var lease = await RentAsync();
        Stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.ServiceUnavailable, times: 5);
        Stage.Fake.Requests.FailNext("GetWorkspace", HttpStatusCode.BadGateway, times: 3);

        await GiveBackAsync(lease);

        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_given_back_is_said_and_its_record_stays()
    {
        var lease = await RentAsync();
        Stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.Forbidden, times: 10);

        await Assert.ThrowsAsync<BrevApiException>(() => GiveBackAsync(lease));

        Assert.Single(Records);
        Assert.Null(lease.Cost);
    }

    [Fact]
    public async Task An_end_that_has_failed_can_be_tried_again()
    {
        var lease = await RentAsync();
        Stage.Fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<BrevApiException>(() => Stage.RunAsync(lease.EndAsync()));

        await GiveBackAsync(lease);

        Assert.Empty(Workspaces.All);
        Assert.Empty(Directory.GetFiles(Folder));
        Assert.NotNull(lease.Cost);
    }

    /// <summary>Every deletion that is accepted fails.</summary>
    private sealed class FailingDeletions(FakeWorkspaces workspaces) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Delete)
            {
                workspaces.FailNextDelete();
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
