using System.Net;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class OrganizationMemberTests
{
    [Fact]
    public async Task Twenty_five_hundred_members_are_listed_with_two_pages_in_memory_at_most()
    {
        await using var stage = await ConnectStage.StartAsync();
        var organization = stage.Brev.Organizations.Add("large", stage.Brev.Users.Current.Id!);
        stage.Brev.Organizations.AddMembers(organization.Id!, 2499);
        var request =
            new ListOrganizationMembersRequest { OrganizationId = organization.Id!, PageParams = new PageParams { PageSize = 100 } };
        var ids = new HashSet<string>();
        var seen = new List<WeakReference>();
        var mostAlive = 0;

        await foreach (var member in stage.Client.EnumerateOrganizationMembersAsync(request))
        {
            ids.Add(member.UserId!);
            seen.Add(new WeakReference(member));
            if (seen.Count % 250 == 0)
            {
                mostAlive = Math.Max(mostAlive, CountAlive(seen));
            }
        }

        Assert.Equal(2500, seen.Count);
        Assert.Equal(stage.Brev.Organizations.MembersOf(organization.Id!), ids.Order(StringComparer.Ordinal));
        Assert.Equal(25, stage.Brev.Requests.For("ListOrganizationMembers").Count);
        Assert.InRange(mostAlive, 1, 200);
    }

    [Fact]
    public async Task Pages_are_fetched_when_they_are_reached()
    {
        await using var stage = await ConnectStage.StartAsync();
        stage.Brev.Organizations.AddMembers(stage.OrganizationId, 20);
        var request =
            new ListOrganizationMembersRequest { OrganizationId = stage.OrganizationId, PageParams = new PageParams { PageSize = 5 } };

        await using var members = stage.Client.EnumerateOrganizationMembersAsync(request).GetAsyncEnumerator();
        for (var number = 0; number < 6; number++)
        {
            Assert.True(await members.MoveNextAsync());
        }

        Assert.Equal(2, stage.Brev.Requests.For("ListOrganizationMembers").Count);
    }

    [Fact]
    public async Task The_sizes_of_pages_are_those_of_the_fake()
    {
        await using var stage = await ConnectStage.StartAsync();
        stage.Brev.Organizations.AddMembers(stage.OrganizationId, 20);
        stage.Brev.Paging.DefaultSize = 7;
        stage.Brev.Paging.LargestSize = 9;

        var unsized = await ListAsync(stage, null);
        var large = await ListAsync(stage, new PageParams { PageSize = 1000 });
        var second = await ListAsync(stage, new PageParams { PageSize = 50, PageToken = large.NextPageToken });
        var last = await ListAsync(stage, new PageParams { PageSize = 50, PageToken = second.NextPageToken });

        Assert.Equal((7, 9, 3), (unsized.Items.Count, large.Items.Count, last.Items.Count));
        Assert.True(string.IsNullOrEmpty(last.NextPageToken));
    }

    [Fact]
    public async Task Errors_of_member_lists_have_the_codes_of_the_service()
    {
        await using var stage = await ConnectStage.StartAsync();
        stage.Brev.Organizations.AddMembers(stage.OrganizationId, 5);
        var other = stage.Brev.Organizations.Add("second", stage.Brev.Users.Current.Id!).Id!;
        var token = (await ListAsync(stage, new PageParams { PageSize = 2 })).NextPageToken;

        await ConnectStage.FailsAsync(
            "invalid_argument", HttpStatusCode.BadRequest, () => ListAsync(stage, new PageParams { PageToken = "made-up" }));
        await ConnectStage.FailsAsync(
            "invalid_argument", HttpStatusCode.BadRequest, () => ListAsync(stage, new PageParams { PageSize = -1 }));
        await ConnectStage.FailsAsync(
            "invalid_argument", HttpStatusCode.BadRequest, () => ListAsync(stage, new PageParams { PageToken = token }, other));
        await ConnectStage.FailsAsync("not_found", HttpStatusCode.NotFound, () => ListAsync(stage, null, "none"));
        var foreign = stage.Brev.Organizations.Add("others").Id!;
        await ConnectStage.FailsAsync("permission_denied", HttpStatusCode.Forbidden, () => ListAsync(stage, null, foreign));
    }

    // Apart from the enumeration, so that none of its members is held by a local of the test.
    private static int CountAlive(List<WeakReference> seen)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return seen.Count(reference => reference.IsAlive);
    }

    private static Task<OrganizationMemberList> ListAsync(ConnectStage stage, PageParams? page, string? organizationId = null) =>
        stage.Client.ListOrganizationMembersAsync(
            new ListOrganizationMembersRequest { OrganizationId = organizationId ?? stage.OrganizationId, PageParams = page });
}
