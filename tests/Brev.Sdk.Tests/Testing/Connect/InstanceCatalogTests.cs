using System.Net;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class InstanceCatalogTests
{
    [Fact]
    public async Task The_public_catalogue_lists_what_the_options_ask_for_and_needs_no_token()
    {
        await using var stage = await ConnectStage.StartAsync();
        var types = stage.Brev.InstanceTypes;
        types.Clear();
        types.Add(Gpu("g6e.xlarge"));
        types.Add(Gpu("g6e.xlarge") with { Location = "us-west-2" });
        types.Add(Gpu("p5.48xlarge") with { IsAvailable = false });
        types.Add(Gpu("spot") with { Preemptible = true });
        types.Add(new InstanceType { Type = "n2-standard-4" });

        Assert.Equal(["g6e.xlarge", "g6e.xlarge"], await PublicAsync(stage, new InstanceCatalogOptions()));
        Assert.Equal(["g6e.xlarge"], await PublicAsync(stage, new InstanceCatalogOptions { UniqueInstanceType = true }));
        Assert.Equal(["g6e.xlarge", "p5.48xlarge"], await PublicAsync(
            stage, new InstanceCatalogOptions { UniqueInstanceType = true, IncludeUnavailable = true }));
        Assert.Equal(["g6e.xlarge", "spot"], await PublicAsync(
            stage, new InstanceCatalogOptions { UniqueInstanceType = true, IncludePreemptible = true }));
        Assert.Equal(["g6e.xlarge", "n2-standard-4"], await PublicAsync(
            stage, new InstanceCatalogOptions { UniqueInstanceType = true, IncludeCpu = true }));
        Assert.All(stage.Brev.Requests.For("ListPublicInstanceCatalog"), request => Assert.Null(request.BearerToken));
    }

    [Fact]
    public async Task Both_generations_show_the_same_types()
    {
        await using var stage = await ConnectStage.StartAsync();
        var expected = stage.Brev.InstanceTypes.All[0];

        var entry = (await ListAsync(stage, stage.OrganizationId)).Items[0];

        Assert.Equal(
            (expected.Type, expected.BasePrice, expected.EstimatedDeployTime), (entry.Type, entry.BasePrice, entry.EstimatedDeployTime));
        Assert.Equal((expected.MemoryBytes!.Value, expected.MemoryBytes.Unit), (entry.MemoryBytes!.Value, entry.MemoryBytes.Unit));
        Assert.Equal((expected.CloudCredId, expected.Provider), (entry.CloudCred!.CloudCredId, entry.CloudCred.ProviderId));
        Assert.Equal(expected.SupportedGpus.Select(gpu => (gpu.Name, gpu.Count)), entry.SupportedGpus.Select(gpu => (gpu.Name, gpu.Count)));
    }

    [Fact]
    public async Task Errors_of_the_catalogue_have_the_codes_of_the_service()
    {
        await using var stage = await ConnectStage.StartAsync();
        var foreign = stage.Brev.Organizations.Add("others").Id!;

        await ConnectStage.FailsAsync("not_found", HttpStatusCode.NotFound, () => ListAsync(stage, "none"));
        await ConnectStage.FailsAsync("permission_denied", HttpStatusCode.Forbidden, () => ListAsync(stage, foreign));
    }

    private static InstanceType Gpu(string type) =>
        new() { Type = type, IsAvailable = true, SupportedGpus = [new Gpu { Count = 1, Name = "L4", Manufacturer = "NVIDIA" }] };

    private static async Task<List<string?>> PublicAsync(ConnectStage stage, InstanceCatalogOptions options) =>
        [.. (await stage.Client.ListPublicInstanceCatalogAsync(new ListPublicInstanceCatalogRequest { Options = options })).Items.Select(
            item => item.Type)];

    private static Task<CatalogInstanceTypeList> ListAsync(ConnectStage stage, string organizationId) =>
        stage.Client.ListOrganizationInstanceCatalogAsync(new ListOrganizationInstanceCatalogRequest { OrganizationId = organizationId });
}
