using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeBrevTests
{
    [Fact]
    public async Task A_client_with_its_options_is_signed_in()
    {
        await using var brev = await FakeBrev.StartAsync();
        using var client = new BrevClient(brev.CreateOptions());

        var me = await client.GetCurrentUserAsync();
        var organizations = await client.ListOrganizationsAsync();

        Assert.Equal(brev.Users.Current.Id, me.Id);
        Assert.Equal(brev.Organizations.Default, Assert.Single(organizations));
        Assert.Empty(brev.Requests.Violations);
        var request = Assert.Single(brev.Requests.For("ListOrganizations"));
        Assert.Equal(200, request.Status);
        Assert.Equal("/api/organizations", request.Path);
    }

    [Fact]
    public async Task Two_fakes_know_nothing_of_each_other()
    {
        await using var one = await FakeBrev.StartAsync();
        await using var other = await FakeBrev.StartAsync();
        using var client = new BrevClient(one.CreateOptions());

        await client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "only-here" });

        Assert.Contains(one.Organizations.All, organization => organization.Name == "only-here");
        Assert.DoesNotContain(other.Organizations.All, organization => organization.Name == "only-here");
        Assert.Empty(other.Requests);
    }
}
