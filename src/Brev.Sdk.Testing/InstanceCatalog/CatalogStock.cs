namespace Brev.Sdk.Testing;

/// <summary>What the catalogue offers at first: a type with a GPU at two clouds, one that is out of stock, one without a GPU.</summary>
internal static class CatalogStock
{
    public static IEnumerable<CatalogInstanceType> Create() =>
    [
        With(Describe("g6e.xlarge", "aws", "us-east-1", vcpu: 4, memoryGib: 32, 2.230000m), "L40S", gpuMemoryGib: 44),
        With(Describe("g6e.xlarge", "aws", "us-west-2", vcpu: 4, memoryGib: 32, 2.230000m), "L40S", gpuMemoryGib: 44),
        With(Describe("hyperstack_H100", "shadeform", "canada-1", vcpu: 28, memoryGib: 180, 2.280000m), "H100", gpuMemoryGib: 80) with { Stoppable = null },
        With(Describe("p5.48xlarge", "aws", "us-east-1", vcpu: 192, memoryGib: 2048, 98.320000m), "H100", gpuMemoryGib: 80) with { IsAvailable = null },
        Describe("n2d-standard-4", "gcp", "us-central1", vcpu: 4, memoryGib: 16, 0.169000m),
    ];

    private static CatalogInstanceType With(CatalogInstanceType type, string gpu, long gpuMemoryGib) => type with
    {
        SupportedGpus =
        [
            new CatalogGpu { Count = 1, Name = gpu, Manufacturer = "NVIDIA", Memory = $"{gpuMemoryGib}GiB", MemoryBytes = Gibibytes(gpuMemoryGib) },
        ],
    };

    private static CatalogInstanceType Describe(string type, string provider, string location, int vcpu, long memoryGib, decimal price) => new()
    {
        Type = type,
        SupportedStorage = [new CatalogStorage { Count = 1, Size = "0B", Type = "ssd", MinSize = "10GiB", MaxSize = "16TiB", PricePerGbHr = Dollars(0.000132m) }],
        SupportedArchitectures = ["x86_64"],
        Memory = $"{memoryGib}GiB",
        MemoryBytes = Gibibytes(memoryGib),
        Vcpu = vcpu,
        BasePrice = Dollars(price),
        Location = location,
        AvailableLocations = [location],
        Provider = provider,
        CloudCredId = $"fake-{provider}-credential",
        CloudCred = new CatalogCloudCred { CloudCredId = $"fake-{provider}-credential", ProviderId = provider, Name = provider, TenantType = TenantType.Shared },
        IsAvailable = true,
        EstimatedDeployTime = TimeSpan.FromMinutes(7),
        Stoppable = true,
        Rebootable = true,
        CanModifyFirewallRules = true,
    };

    private static CatalogByteQuantity Gibibytes(long count) => new() { Value = count * 1024, Unit = "MiB" };

    private static Money Dollars(decimal amount) => new() { Currency = "USD", Amount = amount };
}
