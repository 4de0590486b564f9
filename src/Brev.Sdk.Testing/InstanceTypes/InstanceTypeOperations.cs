using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.InstanceTypes;

/// <summary>The operations of the tags InstanceTypes and PublicInstanceTypes.</summary>
internal sealed class InstanceTypeOperations(FakeInstanceTypes instanceTypes, FakeOrganizations organizations)
{
    public void AddTo(OperationTable table)
    {
        table.Add("ListOrganizationInstanceTypes", ListForOrganization);
        table.Add("ListPublicInstanceTypes", ListPublic);
    }

    private static JsonArray ToJson(IEnumerable<InstanceTypeEntry> types) =>
        new([.. types.Select(static type => JsonObject.Create(type.Body))]);

    private FakeAnswer ListForOrganization(OperationCall call) =>
        organizations.Refuse(call, call.Route("organizationId"))
            ?? FakeAnswer.Json(new JsonObject { ["allInstanceTypes"] = ToJson(instanceTypes.Entries) });

    private FakeAnswer ListPublic(OperationCall call)
    {
        var withCpu = string.Equals(call.Query("include_cpu"), "true", StringComparison.OrdinalIgnoreCase);
        return FakeAnswer.Json(
            new JsonObject { ["items"] = ToJson(instanceTypes.Entries.Where(entry => withCpu || entry.Type.SupportedGpus.Count > 0)) });
    }
}
