using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class InstanceCatalogTests
{
    [Fact]
    public async Task The_public_catalogue_lists_what_the_options_ask_for_and_needs_no_token()
    {
        await using var stage = await ConnectStage.StartAsync();

        Assert.Equal(["g6e.xlarge", "g6e.xlarge", "hyperstack_H100"], await PublicAsync(stage, new InstanceCatalogOptions()));
        Assert.Equal(["g6e.xlarge", "hyperstack_H100"], await PublicAsync(stage, new InstanceCatalogOptions { UniqueInstanceType = true }));
        Assert.Contains("n2d-standard-4", await PublicAsync(stage, new InstanceCatalogOptions { IncludeCpu = true }));
        Assert.Contains("p5.48xlarge", await PublicAsync(stage, new InstanceCatalogOptions { IncludeUnavailable = true }));
        Assert.All(stage.Brev.Requests.For("ListPublicInstanceCatalog"), request => Assert.Null(request.BearerToken));
    }

    [Fact]
    public async Task A_type_of_one_organization_is_listed_for_it_alone_unless_access_is_not_asked_for()
    {
        await using var stage = await ConnectStage.StartAsync();
        stage.Brev.InstanceCatalog.Clear();
        stage.Brev.InstanceCatalog.Add(Gpu("reserved"), preemptible: false, stage.OrganizationId);
        stage.Brev.InstanceCatalog.Add(Gpu("spot"), preemptible: true);

        Assert.Equal(["reserved"], await OfOrganizationAsync(stage, new InstanceCatalogOptions()));
        Assert.Equal(["reserved", "spot"], await OfOrganizationAsync(stage, new InstanceCatalogOptions { IncludePreemptible = true }));
        Assert.Empty(await PublicAsync(stage, new InstanceCatalogOptions()));
        Assert.Equal(["reserved"], await PublicAsync(stage, new InstanceCatalogOptions { SkipAccessFilter = true }));
    }

    [Fact]
    public async Task An_entry_arrives_as_it_was_put_in()
    {
        await using var stage = await ConnectStage.StartAsync();
        var expected = stage.Brev.InstanceCatalog.All[0];

        var entry = (await stage.Client.ListPublicInstanceCatalogAsync(new ListPublicInstanceCatalogRequest())).Items[0];

        Assert.Equal((expected.BasePrice, expected.MemoryBytes, TimeSpan.FromMinutes(7)), (entry.BasePrice, entry.MemoryBytes, entry.EstimatedDeployTime));
        Assert.Equal(expected.CloudCred, entry.CloudCred);
        Assert.Equal(expected.SupportedGpus, entry.SupportedGpus);
    }

    [Fact]
    public async Task Errors_of_the_catalogue_have_the_codes_of_the_service()
    {
        await using var stage = await ConnectStage.StartAsync();
        var foreign = stage.Brev.Organizations.Add("others").Id!;

        await ConnectStage.FailsAsync("not_found", HttpStatusCode.NotFound, () => ListAsync(stage, "none", new InstanceCatalogOptions()));
        await ConnectStage.FailsAsync("permission_denied", HttpStatusCode.Forbidden, () => ListAsync(stage, foreign, new InstanceCatalogOptions()));
    }

    private static CatalogInstanceType Gpu(string type) =>
        new() { Type = type, IsAvailable = true, SupportedGpus = [new CatalogGpu { Count = 1, Name = "L4", Manufacturer = "NVIDIA" }] };

    private static async Task<List<string?>> PublicAsync(ConnectStage stage, InstanceCatalogOptions options) =>
        [.. (await stage.Client.ListPublicInstanceCatalogAsync(new ListPublicInstanceCatalogRequest { Options = options })).Items.Select(item => item.Type)];

    private static async Task<List<string?>> OfOrganizationAsync(ConnectStage stage, InstanceCatalogOptions options) =>
        [.. (await ListAsync(stage, stage.OrganizationId, options)).Items.Select(item => item.Type)];

    private static Task<CatalogInstanceTypeList> ListAsync(ConnectStage stage, string organizationId, InstanceCatalogOptions options) =>
        stage.Client.ListOrganizationInstanceCatalogAsync(new ListOrganizationInstanceCatalogRequest { OrganizationId = organizationId, Options = options });
}
