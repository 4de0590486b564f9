namespace Brev.Sdk.InstanceTypes;

/// <summary>Makes offers of an organization's instance types: one for each cloud that a type can be created with.</summary>
internal sealed class OfferReader(string organizationId)
{
    /// <summary>
    /// Every offer in a list. A type without a name, or without a price that can be read, is none. What is listed twice for the same place
    /// and cloud is one offer, at the higher price, unless its prices are in different currencies.
    /// </summary>
    public IEnumerable<InstanceTypeOffer> Read(IEnumerable<InstanceType> types) => types
        .OfType<InstanceType>()
        .SelectMany(Read)
        .GroupBy(static offer => (
            offer.Type, offer.Provider, offer.Location, offer.SubLocation, offer.CloudCredId, offer.WorkspaceGroupId, offer.IsPreemptible,
            offer.Currency))
        .Select(static offers => offers.MaxBy(static offer => (offer.IsAvailable, offer.PricePerHour))!);

    private IEnumerable<InstanceTypeOffer> Read(InstanceType type)
    {
        if (string.IsNullOrWhiteSpace(type.Type) || type.BasePrice is not { Amount: >= 0 and { } price })
        {
            return [];
        }

        var (gpu, model) = ReadGpu(type);
        var (provider, currency) = (type.Provider?.Trim() ?? "", TextOrNull(type.BasePrice.Currency)?.ToUpperInvariant() ?? "USD");
        var groupId = type.WorkspaceGroups.Select(static group => TextOrNull(group?.Id)).FirstOrDefault(static id => id is not null);
        var offer = new InstanceTypeOffer
        {
            Type = type.Type,
            Provider = provider,
            Cloud = CloudName.Of(type.Type, provider),
            Location = type.Location?.Trim() ?? "",
            SubLocation = TextOrNull(type.SubLocation),
            WorkspaceGroupId = groupId,
            OrganizationId = organizationId,
            AvailableLocations = type.AvailableLocations,
            Gpu = gpu,
            Vcpus = type.Vcpu is > 0 ? type.Vcpu : null,
            MemoryGiB = Size(type.Memory, type.MemoryBytes),
            PricePerHour = price,
            Currency = currency,
            CanStop = type.Stoppable == true,
            CanReboot = type.Rebootable == true,
            CanModifyFirewall = type.CanModifyFirewallRules == true,
            IsPreemptible = type.Preemptible == true,
            IsAvailable = type.IsAvailable != false,
            Architectures = CpuArchitectureName.Of(type, model),
            EstimatedDeployTime = type.EstimatedDeployTime is { } time && time > TimeSpan.Zero ? time : null,
            Disk = OfferDiskReader.Read(type, currency),
        };
        return ForEachCloud(offer, type);
    }

    /// <summary>A type that names neither a credential nor a group cannot be created, so it is not available.</summary>
    private static IEnumerable<InstanceTypeOffer> ForEachCloud(InstanceTypeOffer offer, InstanceType type)
    {
        var credentials = new[] { TextOrNull(type.CloudCredId) ?? TextOrNull(type.CloudCred?.CloudCredId) }
            .Concat(type.CloudCreds.OfType<CloudCredRef>().Select(static credential => TextOrNull(credential.Id)))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (credentials.Length > 0)
        {
            return credentials.Select(credential => offer with { CloudCredId = credential });
        }

        var groups = type.WorkspaceGroups.OfType<WorkspaceGroup>().Select(static group => TextOrNull(group.Id))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return groups.Length > 0 ? groups.Select(group => offer with { WorkspaceGroupId = group }) : [offer with { IsAvailable = false }];
    }

    /// <summary>The first kind of GPU in the list: a create cannot ask for another one.</summary>
    private static (OfferGpu? Gpu, GpuModel? Model) ReadGpu(InstanceType type)
    {
        if (type.SupportedGpus.OfType<Gpu>().FirstOrDefault(static gpu => gpu.Count is null or > 0) is not { } gpu)
        {
            return default;
        }

        var name = gpu.Name?.Trim() ?? "";
        var read = GpuName.Parse(name.Length > 0 ? name : CloudName.GpuPartOf(type.Type!));
        return (new OfferGpu
        {
            Name = name,
            Model = read.Model,
            Count = gpu.Count ?? 1,
            MemoryGiB = SizeOfCard(gpu) ?? read.MemoryGB,
            ComputeCapability = read.Known?.Capability,
            Form = read.Form ?? GpuName.Parse(gpu.NetworkDetails).Form,
            Manufacturer = TextOrNull(gpu.Manufacturer),
        }, read.Known);
    }

    /// <summary>The text is more exact than the number beside it; zero means that it is not known.</summary>
    private static double? Size(string? text, ByteQuantity? quantity) =>
        ByteSize.ToGiB(text) is > 0 and { } read ? read
        : ByteSize.ToGiB(quantity?.Value, quantity?.Unit) is > 0 and { } counted ? counted
        : null;

    /// <summary>
    /// A vendor's GB of a GPU are GiB on the card: an A100 of "40 GB" has 40 GiB, whether its name or its size says so.
    /// </summary>
    private static double? SizeOfCard(Gpu gpu) => Size(
        gpu.Memory?.Replace("GB", "GiB", StringComparison.Ordinal),
        gpu.MemoryBytes is { Unit: { Value: "GB" } } quantity ? quantity with { Unit = ByteUnit.GiB } : gpu.MemoryBytes);

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
