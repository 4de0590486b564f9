namespace Brev.Sdk.Testing;

/// <summary>An entry of the catalogue and who may use it.</summary>
/// <param name="InstanceType">The entry.</param>
/// <param name="Preemptible">Whether the cloud may take the machine back.</param>
/// <param name="OrganizationIds">The organizations that may use it; none for everybody.</param>
internal sealed record CatalogOffer(CatalogInstanceType InstanceType, bool Preemptible, IReadOnlyList<string> OrganizationIds)
{
    public bool IsOpenTo(string? organizationId) => OrganizationIds.Count == 0 || (organizationId is not null && OrganizationIds.Contains(organizationId));
}
