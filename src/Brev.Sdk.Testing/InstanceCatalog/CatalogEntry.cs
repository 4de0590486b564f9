namespace Brev.Sdk.Testing.InstanceCatalog;

/// <summary>Describes an instance type of the fake as the Connect services do.</summary>
internal static class CatalogEntry
{
    public static CatalogInstanceType Describe(InstanceType type) => new()
    {
        Type = type.Type,
        SupportedGpus = [.. type.SupportedGpus.Select(Describe)],
        SupportedStorage = [.. type.SupportedStorage.Select(Describe)],
        SupportedArchitectures = type.SupportedArchitectures,
        Memory = type.Memory,
        MemoryBytes = Describe(type.MemoryBytes),
        Vcpu = type.Vcpu,
        BasePrice = type.BasePrice,
        Location = type.Location,
        SubLocation = type.SubLocation,
        AvailableLocations = type.AvailableLocations,
        Provider = type.Provider,
        CloudCredId = type.CloudCredId,
        CloudCred = string.IsNullOrEmpty(type.CloudCredId) ? null : DescribeCredential(type),
        IsAvailable = IsAvailable(type),
        EstimatedDeployTime = type.EstimatedDeployTime,
        Stoppable = type.Stoppable,
        Rebootable = type.Rebootable,
        CanModifyFirewallRules = type.CanModifyFirewallRules,
    };

    /// <summary>A type that says nothing about it counts as available: not every REST entry has the member.</summary>
    public static bool IsAvailable(InstanceType type) => type.IsAvailable != false;

    private static CatalogCloudCred DescribeCredential(InstanceType type) => new()
    {
        CloudCredId = type.CloudCredId,
        ProviderId = type.Provider,
        Name = type.WorkspaceGroups.Count > 0 ? type.WorkspaceGroups[0].Name : type.Provider,
        TenantType = TenantType.Shared,
    };

    private static CatalogGpu Describe(Gpu gpu) => new()
    {
        Count = gpu.Count,
        Name = gpu.Name,
        Manufacturer = gpu.Manufacturer,
        Memory = gpu.Memory,
        MemoryBytes = Describe(gpu.MemoryBytes),
    };

    private static CatalogStorage Describe(Storage storage) => new()
    {
        Count = storage.Count,
        Size = storage.Size,
        Type = storage.Type,
        MinSize = storage.MinSize,
        MaxSize = storage.MaxSize,
        SizeBytes = storage.SizeBytes is { Value: > 0 } ? Describe(storage.SizeBytes) : null,
        PricePerGbHr = storage.PricePerGbHr,
    };

    private static CatalogByteQuantity? Describe(ByteQuantity? quantity) =>
        quantity is null ? null : new CatalogByteQuantity { Value = quantity.Value, Unit = quantity.Unit };
}
