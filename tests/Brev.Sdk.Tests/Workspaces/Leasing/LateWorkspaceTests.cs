using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A machine that is not found is not gone: the answer may be another's, and the machine may be late.</summary>
public sealed class LateWorkspaceTests : LeaseCase
{
    private static readonly FakeFailure Gone = new(HttpStatusCode.NotFound)
    {
        Body = """{"errors":[{"type":"NotFoundError","message":"workspace not found"}]}""",
    };

    public static TheoryData<string, string> GatewayTexts => new()
    {
        { "GetWorkspace", "" },
        { "GetWorkspace", "default backend - 404" },
        { "GetWorkspace", """{"message":"no Route matched with those values"}""" },
        { "DeleteWorkspace", "404 page not found" },
    };

    [Theory]
    [MemberData(nameof(GatewayTexts))]
    public async Task A_404_that_is_not_in_Brevs_own_words_does_not_say_that_the_machine_is_gone(string operation, string body)
    {
        var lease = await RentAsync();
        Requests.FailNext(operation, new FakeFailure(HttpStatusCode.NotFound) { Body = body, ContentType = "text/plain" }, times: 2);

        await GiveBackAsync(lease);

        Assert.NotEmpty(Requests.For("DeleteWorkspace"));
        Assert.Empty(Workspaces.All);
        Assert.Empty(Records);
    }

    [Fact]
    public async Task A_404_of_a_gateway_that_the_list_confirms_says_that_the_machine_is_gone()
    {
        var lease = await RentAsync();
        Workspaces.Remove(lease.Workspace.Id!);
        Workspaces.Add("another");
        Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.NotFound) { Body = "", ContentType = "text/plain" });

        await GiveBackAsync(lease);

        Assert.Empty(Records);
    }

    /// <summary>Brev has been seen to answer an empty list for one that was not empty.</summary>
    [Fact]
    public async Task A_404_of_a_gateway_and_an_empty_list_do_not_say_that_the_machine_is_gone()
    {
        var lease = await RentAsync();
        Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.NotFound) { Body = "", ContentType = "text/plain" });
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 3);

        await GiveBackAsync(lease);

        Assert.NotEmpty(Requests.For("DeleteWorkspace"));
        Assert.Empty(Workspaces.All);
    }

    [Fact]
    public async Task A_machine_that_was_handed_out_is_deleted_by_its_id_also_when_no_look_shows_it()
    {
        var lease = await RentAsync();
        Requests.FailNext("GetWorkspace", Gone);

        await GiveBackAsync(lease);

        Assert.Single(Requests.For("DeleteWorkspace"));
        Assert.Empty(Workspaces.All);
        Assert.Empty(Records);
    }

    [Fact]
    public async Task A_machine_that_was_to_be_stopped_is_not_deleted_when_no_look_shows_it()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        Requests.FailNext("GetWorkspace", Gone);

        await GiveBackAsync(lease);

        Assert.Empty(Requests.For("DeleteWorkspace"));
    }

    [Fact]
    public async Task A_machine_whose_absence_only_a_gateway_says_stays_on_record()
    {
        var lease = await RentAsync(Options with { AtEnd = LeaseEnd.Stop });
        Requests.FailNext("GetWorkspace", new FakeFailure(HttpStatusCode.NotFound) { Body = "", ContentType = "text/plain" }, times: 1000);
        Requests.FailNext("ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = "[]" }, times: 1000);

        await Assert.ThrowsAsync<BrevApiException>(() => GiveBackAsync(lease));

        Assert.Single(Records);
    }

    [Fact]
    public async Task A_machine_that_Brevs_reads_do_not_show_yet_is_waited_for()
    {
        Requests.FailNext("GetWorkspace", Gone, times: 3);

        var lease = await RentAsync();

        Assert.Equal(Assert.Single(Workspaces.All).Id, lease.Workspace.Id);
        await GiveBackAsync(lease);
    }

    [Fact]
    public async Task A_machine_that_no_read_ever_shows_is_deleted_by_its_id()
    {
        Requests.FailNext("GetWorkspace", Gone, times: 100);

        await Assert.ThrowsAsync<BrevWaitException>(() => RentAsync());

        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
    }

    [Fact]
    public async Task A_machine_that_neither_reads_nor_its_deletion_know_stays_on_record_while_it_can_be_late()
    {
        Requests.FailNext("GetWorkspace", Gone, times: 100);
        Requests.FailNext("DeleteWorkspace", Gone);
        await Assert.ThrowsAsync<BrevWaitException>(() => RentAsync());
        Assert.Single(Records);

        var reclaimed = Assert.Single(await ReclaimAsync());

        Assert.Equal(ReclaimOutcome.GivenBack, reclaimed.Outcome);
        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
        Assert.Empty(Records);
    }
}
