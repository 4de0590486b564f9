using Brev.Sdk.InstanceTypes;

namespace Brev.Sdk.Tests.InstanceTypes;

public sealed class OfferReaderTests
{
    [Theory]
    [InlineData("40GB")]
    [InlineData("40GiB")]
    [InlineData("40 units")]
    public void A_card_of_40_GB_has_40_GiB_whether_its_name_or_its_size_says_so(string memory) =>
        Assert.Equal(40.0, Only(Listed.Type("a", gpu: "A100-SXM4-40GB", memory: memory)).Gpu!.MemoryGiB);

    [Fact]
    public void An_offer_has_the_numbers_of_its_type()
    {
        var offer = Only(Listed.Type("g6e.xlarge", 2.23m, "L40S", "44GiB", 2) with { EstimatedDeployTime = TimeSpan.FromMinutes(7) });

        Assert.Equal(("g6e.xlarge", "aws", "us-east-1", "credential-1"), (offer.Type, offer.Provider, offer.Location, offer.CloudCredId));
        Assert.Equal(
            ("L40S", "L40S", 2, 44.0, 88.0),
            (offer.Gpu!.Name, offer.Gpu.Model, offer.Gpu.Count, offer.Gpu.MemoryGiB, offer.Gpu.TotalMemoryGiB));
        Assert.Equal(
            (4, 16.0, 2.23m, 1.115m, "USD"), (offer.Vcpus, offer.MemoryGiB, offer.PricePerHour, offer.PricePerGpuHour, offer.Currency));
        Assert.Equal(TimeSpan.FromMinutes(7), offer.EstimatedDeployTime);
    }

    [Fact]
    public void The_providers_own_name_of_a_GPU_is_kept() =>
        Assert.Equal("nvidia-h100-80gb", Only(Listed.Type("a", gpu: "nvidia-h100-80gb")).Gpu!.Name);

    [Theory]
    [InlineData("massedcompute_L40S", "L40S")]
    [InlineData("g2-standard-4:nvidia-l4:1", "L4")]
    [InlineData("a2-highgpu", "")]
    public void A_GPU_without_a_name_has_the_model_in_the_name_of_its_type(string type, string model) =>
        Assert.Equal(model, Only(Listed.Type(type, gpu: "")).Gpu!.Model);

    [Fact]
    public void Memory_that_cannot_be_read_as_text_is_read_as_number_and_unit()
    {
        var gpu =
            new Gpu { Name = "L4", Count = 1, Memory = "lots", MemoryBytes = new ByteQuantity { Value = 24576, Unit = ByteUnit.MiB } };

        Assert.Equal(24.0, Only(Listed.Type("a") with { SupportedGpus = [gpu] }).Gpu!.MemoryGiB);
    }

    [Theory]
    [InlineData("nvidia-h100-80gb", 80.0)]
    [InlineData("L4", null)]
    public void Memory_that_the_list_does_not_say_is_that_of_the_name_or_unknown(string name, double? memory) =>
        Assert.Equal(memory, Only(Listed.Type("a", gpu: name, memory: "24 units")).Gpu!.MemoryGiB);

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void What_is_not_said_to_be_stoppable_is_not(bool? stoppable) =>
        Assert.False(Only(Listed.Type("a") with { Stoppable = stoppable }).CanStop);

    [Fact]
    public void A_type_without_a_price_is_no_offer() => Assert.Empty(Read(Listed.Type("a") with { BasePrice = null }));

    [Fact]
    public void A_type_without_a_name_is_no_offer() => Assert.Empty(Read(Listed.Type(" ")));

    [Fact]
    public void Each_credential_is_an_offer_of_its_own() =>
        Assert.Equal(["credential-1", "credential-2"], Read(
            Listed.Type("a") with { CloudCreds = [new() { Id = "credential-1" }, new() { Id = "credential-2" }] })
            .Select(static offer => offer.CloudCredId));

    [Fact]
    public void Each_group_is_an_offer_of_its_own_where_there_is_no_credential() =>
        Assert.Equal(["group-1", "group-2"], Read(
            Listed.Type("a") with { CloudCredId = null, WorkspaceGroups = [new() { Id = "group-1" }, new() { Id = "group-2" }] })
            .Select(static offer => offer.WorkspaceGroupId));

    [Fact]
    public void What_no_cloud_can_create_is_not_available() => Assert.False(Only(Listed.Type("a") with { CloudCredId = "" }).IsAvailable);

    [Fact]
    public void One_name_at_two_places_is_two_offers() =>
        Assert.Equal(2, Read(Listed.Type("a"), Listed.Type("a") with { Location = "eu-west-1" }).Length);

    [Fact]
    public void What_is_listed_twice_is_one_offer_at_the_higher_price() =>
        Assert.Equal(3m, Assert.Single(Read(Listed.Type("a", 2), Listed.Type("a", 3))).PricePerHour);

    [Theory]
    [InlineData("amd64", "x86_64")]
    [InlineData("aarch64", "arm64")]
    [InlineData("ARM64", "arm64")]
    [InlineData("riscv64", "riscv64")]
    public void An_architecture_has_one_name(string written, string name) =>
        Assert.Equal(name, Assert.Single(Only(Listed.Type("a") with { SupportedArchitectures = [written] }).Architectures).Value);

    [Theory]
    [InlineData("g5g.xlarge", "T4g", true)]
    [InlineData("g5g.xlarge", "T4", true)]
    [InlineData("g4dn.xlarge", "T4", false)]
    [InlineData("gr6.4xlarge", "L4", false)]
    [InlineData("x", "GH200", true)]
    public void An_Arm_machine_whose_list_names_no_architecture_is_known_by_its_GPU_or_its_family(string type, string gpu, bool isArm) =>
        Assert.Equal(isArm, Only(Listed.Type(
            type, gpu: gpu) with { SupportedArchitectures = [CpuArchitecture.Unknown] }).Architectures.Contains(CpuArchitecture.Arm64));

    [Theory]
    [InlineData("massedcompute_L40S", "shadeform", "massedcompute")]
    [InlineData("gpu_1x_a100", "lambda-labs", "lambda-labs")]
    [InlineData("g6.xlarge", "aws", "aws")]
    public void The_cloud_behind_an_aggregator_is_named(string type, string provider, string cloud) =>
        Assert.Equal(cloud, Only(Listed.Type(type) with { Provider = provider }).Cloud);

    private static InstanceTypeOffer[] Read(params InstanceType[] types) => [.. new OfferReader("organization-1").Read(types)];

    private static InstanceTypeOffer Only(InstanceType type) => Assert.Single(Read(type));
}
