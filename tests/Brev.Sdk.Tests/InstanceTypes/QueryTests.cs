namespace Brev.Sdk.Tests.InstanceTypes;

public sealed class QueryTests
{
    public static TheoryData<InstanceTypeQuery, string> Wrong => new()
    {
        { new() { MinGpuCount = -1 }, "MinGpuCount is -1" },
        { new() { MaxGpuCount = -2 }, "MaxGpuCount is -2" },
        { new() { MinGpuCount = 4, MaxGpuCount = 2 }, "less than MinGpuCount, 4" },
        { new() { MinGpuMemoryGiB = -0.5 }, "MinGpuMemoryGiB is -0.5" },
        { new() { MinGpuMemoryGiB = double.NaN }, "MinGpuMemoryGiB is NaN" },
        { new() { MinTotalGpuMemoryGiB = double.PositiveInfinity }, "MinTotalGpuMemoryGiB" },
        { new() { MinComputeCapability = -1 }, "MinComputeCapability" },
        { new() { MinVcpus = -1 }, "MinVcpus" },
        { new() { MinMemoryGiB = -1 }, "MinMemoryGiB" },
        { new() { MinDiskGiB = -1 }, "MinDiskGiB" },
        { new() { MaxPricePerHour = -0.01m }, "MaxPricePerHour is -0.01" },
        { new() { MaxPricePerGpuHour = -1 }, "MaxPricePerGpuHour" },
        { new() { MaxDeployTime = TimeSpan.FromSeconds(-1) }, "MaxDeployTime" },
        { new() { Architecture = "sparc" }, "Architecture is 'sparc'. Set it to CpuArchitecture.X64" },
        { new() { Architecture = CpuArchitecture.Unknown }, "Architecture is 'unknown'" },
        { new() { Currency = "" }, "Currency is ''. Set it to an ISO 4217 code such as USD" },
        { new() { Currency = "dollars" }, "Currency is 'dollars'" },
        { new() { Currency = "U$D" }, "Currency is 'U$D'" },
        { new() { OrderBy = (InstanceTypeOrder)99 }, "OrderBy is 99" },
        { new() { OrganizationId = " " }, "OrganizationId is blank" },
    };

    [Fact]
    public void A_query_without_a_property_is_for_everything_with_a_GPU_of_NVIDIA_that_is_available_the_cheapest_first()
    {
        var query = new InstanceTypeQuery();

        Assert.Equal(new InstanceTypeQuery { OrderBy = InstanceTypeOrder.Price }, query);
        Assert.False(query.IncludeCpu
            || query.IncludeOtherVendors
            || query.IncludeUnavailable
            || query.IncludePreemptible
            || query.ReverseOrder);
        Assert.Equal("USD", query.Currency);
        Assert.False(query.MustStop || query.MustReboot || query.MustHaveFirewall);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_query_that_nothing_can_meet_is_refused_at_once(InstanceTypeQuery query, string message)
    {
        using var client = new BrevClient(new BrevClientOptions { Credential = BrevCredential.FromApiKey("bak-test") });

        var exception = Assert.Throws<ArgumentException>(() => { _ = client.SearchInstanceTypesAsync(query); });

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_query_is_refused_at_once()
    {
        using var client = new BrevClient(new BrevClientOptions { Credential = BrevCredential.FromApiKey("bak-test") });

        Assert.Throws<ArgumentNullException>(() => { _ = client.SearchInstanceTypesAsync(null!); });
    }
}
