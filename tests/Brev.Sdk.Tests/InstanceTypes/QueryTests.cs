namespace Brev.Sdk.Tests.InstanceTypes;

public sealed class QueryTests
{
    public static TheoryData<InstanceTypeQuery, string> Wrong => new()
    {
        { new() { MinGpuCount = -1 }, "MinGpuCount is -1. Set it to 0 or more, or leave it out." },
        { new() { MaxGpuCount = -2 }, "MaxGpuCount is -2. Set it to 0" },
        { new() { MinGpuCount = 4, MaxGpuCount = 2 }, "MaxGpuCount is 2. It is less than MinGpuCount, 4, so nothing can be found." },
        { new() { MinGpuMemoryGiB = -0.5 }, "MinGpuMemoryGiB is -0.5. Set it to 0" },
        { new() { MinGpuMemoryGiB = double.NaN }, "MinGpuMemoryGiB is NaN. Set it to 0" },
        { new() { MinTotalGpuMemoryGiB = double.PositiveInfinity }, "MinTotalGpuMemoryGiB is Infinity. Set it to 0" },
        { new() { MinComputeCapability = -1 }, "MinComputeCapability is -1. Set it to 0" },
        { new() { MinVcpus = -1 }, "MinVcpus is -1. Set it to 0" },
        { new() { MinMemoryGiB = -1 }, "MinMemoryGiB is -1. Set it to 0" },
        { new() { MinDiskGiB = -1 }, "MinDiskGiB is -1. Set it to 0" },
        { new() { MaxPricePerHour = -0.01m }, "MaxPricePerHour is -0.01. Set it to 0" },
        { new() { MaxPricePerGpuHour = -1 }, "MaxPricePerGpuHour is -1. Set it to 0" },
        { new() { MaxDeployTime = TimeSpan.FromSeconds(-1) }, "MaxDeployTime is -1. Set it to 0" },
        { new() { Architecture = "sparc" }, "Architecture is 'sparc'. Set it to CpuArchitecture.X64" },
        { new() { Architecture = CpuArchitecture.Unknown }, "Architecture is 'unknown'. Set it to CpuArchitecture.X64" },
        { new() { Currency = "" }, "Currency is ''. Set it to an ISO 4217 code such as USD" },
        { new() { Currency = "dollars" }, "Currency is 'dollars'" },
        { new() { Currency = "U$D" }, "Currency is 'U$D'" },
        { new() { OrderBy = (InstanceTypeOrder)99 }, "OrderBy is 99. Set it to a value of InstanceTypeOrder." },
        { new() { OrganizationId = " " }, "OrganizationId is blank. Set it to the id of an organization, or leave it out for the active" },
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

        Assert.StartsWith($"InstanceTypeQuery.{message}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_least_of_zero_excludes_nothing_and_a_most_of_zero_excludes_what_has_any()
    {
        var query = new InstanceTypeQuery
        {
            MinGpuCount = 0, MinGpuMemoryGiB = 0, MinTotalGpuMemoryGiB = 0, MinComputeCapability = 0, MinVcpus = 0, MinMemoryGiB = 0,
            MinDiskGiB = 0,
        };

        Assert.Single(await Listed.SearchAsync(query, Listed.Type("a")));
        Assert.Empty(await Listed.SearchAsync(query with { MaxGpuCount = 0 }, Listed.Type("a")));
        Assert.Empty(await Listed.SearchAsync(query with { MaxPricePerHour = 0, MaxPricePerGpuHour = 0 }, Listed.Type("a")));
        Assert.Empty(await Listed.SearchAsync(query with { MaxDeployTime = TimeSpan.Zero }, Listed.Type("a")));
    }

    [Fact]
    public void A_missing_query_is_refused_at_once()
    {
        using var client = new BrevClient(new BrevClientOptions { Credential = BrevCredential.FromApiKey("bak-test") });

        Assert.Throws<ArgumentNullException>(() => { _ = client.SearchInstanceTypesAsync(null!); });
    }
}
