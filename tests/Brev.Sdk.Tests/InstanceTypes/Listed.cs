using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.InstanceTypes;

/// <summary>Instance types as the list of an organization holds them.</summary>
internal static class Listed
{
    /// <summary>A machine with one GPU at AWS; a test changes what it is about.</summary>
    public static InstanceType Type(string type, decimal price = 1, string gpu = "L4", string memory = "24GiB", int count = 1) => new()
    {
        Type = type,
        Provider = "aws",
        Location = "us-east-1",
        CloudCredId = "credential-1",
        Vcpu = 4,
        Memory = "16GiB",
        BasePrice = new Money { Amount = price, Currency = "USD" },
        SupportedGpus = [new Gpu { Name = gpu, Count = count, Memory = memory, Manufacturer = "NVIDIA" }],
        SupportedArchitectures = [CpuArchitecture.X64],
        IsAvailable = true,
        Stoppable = true,
    };

    /// <summary>What a search finds in a fake that offers just these.</summary>
    public static async Task<IReadOnlyList<InstanceTypeOffer>> SearchAsync(InstanceTypeQuery query, params InstanceType[] types)
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.InstanceTypes.Clear();
        Array.ForEach(types, fake.InstanceTypes.Add);
        using var client = new BrevClient(fake.CreateOptions());
        return await client.SearchInstanceTypesAsync(query);
    }

    /// <summary>The types that a search finds, in its order.</summary>
    public static async Task<string[]> NamesAsync(InstanceTypeQuery query, params InstanceType[] types) =>
        [.. (await SearchAsync(query, types)).Select(static offer => offer.Type)];
}
