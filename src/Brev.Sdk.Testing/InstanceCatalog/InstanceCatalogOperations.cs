namespace Brev.Sdk.Testing;

/// <summary>The operations of the tag InstanceCatalog.</summary>
internal sealed class InstanceCatalogOperations(FakeInstanceCatalog catalog, ConnectAccess access)
{
    public void AddTo(OperationTable table)
    {
        table.Add("ListPublicInstanceCatalog", call => List(call.Body.Message("options"), organizationId: null));
        table.Add("ListOrganizationInstanceCatalog", call =>
            access.RefuseOrganization(call) ?? List(call.Body.Message("options"), call.Text("organizationId")));
    }

    private FakeAnswer List(JsonObject options, string? organizationId)
    {
        var offers = catalog.Offers().Where(offer => IsWanted(offer, options, organizationId)).Select(static offer => offer.InstanceType);
        var types = options.Flag("uniqueInstanceType") ? offers.DistinctBy(static type => type.Type) : offers;
        var items = new JsonArray([.. types.Select(static type => ConnectAnswer.ToJson(type, ConnectJsonContext.Default.CatalogInstanceType))]);
        return items.Count == 0 ? ConnectAnswer.Empty : FakeAnswer.Json(new JsonObject { ["items"] = items });
    }

    private static bool IsWanted(CatalogOffer offer, JsonObject options, string? organizationId) =>
        (offer.InstanceType.IsAvailable == true || options.Flag("includeUnavailable"))
        && (!offer.Preemptible || options.Flag("includePreemptible"))
        && (offer.InstanceType.SupportedGpus.Count > 0 || options.Flag("includeCpu"))
        && (offer.IsOpenTo(organizationId) || options.Flag("skipAccessFilter"));
}
