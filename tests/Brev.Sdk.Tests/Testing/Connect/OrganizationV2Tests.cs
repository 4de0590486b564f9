using System.Net;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class OrganizationV2Tests
{
    [Fact]
    public async Task Both_generations_show_the_same_organizations()
    {
        await using var stage = await ConnectStage.StartAsync();

        var created = (await stage.Client.CreateOrganizationV2Async(new CreateOrganizationV2Request { DisplayName = "lab" })).Organization!;
        stage.Brev.Organizations.Add("others");
        var listed = await Collect.AllAsync(
            stage.Client.EnumerateOrganizationsV2Async(new ListOrganizationsV2Request { PageParams = new PageParams { PageSize = 1 } }));
        var one = await stage.Client.ListOrganizationsV2Async(
            new ListOrganizationsV2Request { Options = new OrganizationListOptions { Ids = [created.OrganizationId!] } });

        Assert.Equal("lab", (await stage.Client.GetOrganizationAsync(created.OrganizationId!)).Name);
        Assert.Equal([stage.OrganizationId, created.OrganizationId], listed.Select(organization => organization.OrganizationId));
        Assert.Equal("lab", Assert.Single(one.Items).DisplayName);
        Assert.Equal(created, (await stage.Client.GetOrganizationV2Async(
            new GetOrganizationV2Request { OrganizationId = created.OrganizationId! })).Organization);
    }

    [Fact]
    public async Task An_api_key_opens_its_own_organization_only()
    {
        await using var stage = await ConnectStage.StartAsync();
        var second = stage.Brev.Organizations.Add("second", stage.Brev.Users.Current.Id!).Id!;
        var key = stage.Brev.Tokens.AddApiKey(organizationId: second);
        await using var client = new BrevClient(stage.Brev.CreateOptions(BrevCredential.FromApiKey(key)).Watched());

        Assert.Equal(second, Assert.Single((await client.ListOrganizationsV2Async()).Items).OrganizationId);
        await ConnectStage.FailsAsync("permission_denied", HttpStatusCode.Forbidden, () => GetAsync(client, stage.OrganizationId));
    }

    [Fact]
    public async Task Errors_of_organizations_have_the_codes_of_the_service()
    {
        await using var stage = await ConnectStage.StartAsync();
        var foreign = stage.Brev.Organizations.Add("others").Id!;

        await ConnectStage.FailsAsync("not_found", HttpStatusCode.NotFound, () => GetAsync(stage.Client, "none"));
        await ConnectStage.FailsAsync("permission_denied", HttpStatusCode.Forbidden, () => GetAsync(stage.Client, foreign));
        await ConnectStage.FailsAsync("invalid_argument", HttpStatusCode.BadRequest, () =>
            stage.Client.CreateOrganizationV2Async(new CreateOrganizationV2Request { DisplayName = " " }));
    }

    private static Task<DevPlaneOrganizationResponse> GetAsync(BrevClient client, string organizationId) =>
        client.GetOrganizationV2Async(new GetOrganizationV2Request { OrganizationId = organizationId });
}
