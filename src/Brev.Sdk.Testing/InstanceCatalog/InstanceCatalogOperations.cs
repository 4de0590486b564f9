using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.InstanceCatalog;

/// <summary>
/// The operations of the tag InstanceCatalog: the same types as those of the control plane. Everybody has access to all of them, so
/// <c>skipAccessFilter</c> changes nothing.
/// </summary>
internal sealed class InstanceCatalogOperations(FakeInstanceTypes instanceTypes, ConnectAccess access)
{
    public void AddTo(OperationTable table)
    {
        table.Add("ListPublicInstanceCatalog", call => List(call.Body.Message("options")));
        table.Add("ListOrganizationInstanceCatalog", call => access.RefuseOrganization(call) ?? List(call.Body.Message("options")));
    }

    private FakeAnswer List(JsonObject options)
    {
        var wanted = instanceTypes.All.Where(type => IsWanted(type, options));
        var types = options.Flag("uniqueInstanceType") ? wanted.DistinctBy(static type => type.Type) : wanted;
        return ConnectAnswer.OfItems(types.Select(CatalogEntry.Describe), ConnectJsonContext.Default.CatalogInstanceType);
    }

    private static bool IsWanted(InstanceType type, JsonObject options) =>
        (CatalogEntry.IsAvailable(type) || options.Flag("includeUnavailable"))
        && (type.Preemptible != true || options.Flag("includePreemptible"))
        && (type.SupportedGpus.Count > 0 || options.Flag("includeCpu"));
}
