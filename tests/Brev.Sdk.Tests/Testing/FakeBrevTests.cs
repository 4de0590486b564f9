using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeBrevTests
{
    [Fact]
    public async Task A_client_with_its_options_is_signed_in()
    {
        await using var brev = await FakeBrev.StartAsync();
        using var client = new BrevClient(brev.CreateOptions().Watched());

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
        using var client = new BrevClient(one.CreateOptions().Watched());

        await client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "only-here" });

        Assert.Contains(one.Organizations.All, organization => organization.Name == "only-here");
        Assert.DoesNotContain(other.Organizations.All, organization => organization.Name == "only-here");
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Another_process_finds_it_by_environment_variables()
    {
        await using var brev = await FakeBrev.StartAsync();

        Assert.Equal(
            [
                ("BREV_API_URL", $"http://127.0.0.1:{brev.ControlPlaneEndpoint.Port}"),
                ("BREV_AUTH_ISSUER_URL", "https://login.nvidia.com"),
                ("BREV_AUTH_URL", $"http://127.0.0.1:{brev.IdentityProviderEndpoint.Port}"),
                ("BREV_PUBLIC_API_URL", $"http://127.0.0.1:{brev.PublicApiEndpoint.Port}"),
            ],
            brev.EnvironmentVariables.Select(variable => (variable.Key, variable.Value)).Order());
    }

    [Fact]
    public async Task A_start_time_makes_every_run_the_same()
    {
        var start = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        await using var brev =
            await FakeBrev.StartAsync(new FakeBrevOptions { StartTime = start, TokenLifetime = TimeSpan.FromMinutes(10) });
        using var client = new BrevClient(brev.CreateOptions().Watched());

        var workspace = await client.CreateWorkspaceAsync(
            brev.Organizations.Default.Id!,
            new CreateWorkspaceRequest
            {
                Name = "train-1",
                CloudCredId = "devplane-brev-1-credential",
                WorkspaceVersion = WorkspaceVersion.V1,
            });
        brev.Clock.Advance(TimeSpan.FromMinutes(11));
        await client.GetCurrentUserAsync();

        Assert.Equal(start, workspace.CreatedAt);
        Assert.Equal(1, brev.Tokens.RefreshedCount);
    }
}
