using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Environments;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.ComputeResources;

/// <summary>The operation of the tag ComputeResources. Environments are the only kind of resource that is known.</summary>
internal sealed class ComputeResourceOperations(FakeEnvironments environments, ConnectAccess access, FakePaging paging)
{
    /// <summary>The largest page that this list of the real service has.</summary>
    private const int LargestPage = 100;

    public void AddTo(OperationTable table) =>
        table.Add("ListOrganizationComputeResources", call => access.RefuseOrganization(call) ?? List(call));

    private FakeAnswer List(OperationCall call)
    {
        var options = call.Body.Message("options");
        var type = options.Text("type");
        var instance = options.Message("environmentOptions").Flag("instance");
        var organizationId = call.Text("organizationId")!;
        ComputeResource[] resources = type.Length > 0 && type != ComputeResourceType.Environment.Value
            ? []
            : [.. environments.Of(organizationId).Select(record => Attach(record, instance))];
        return paging.Answer(call, resources, ConnectJsonContext.Default.ComputeResource, organizationId, LargestPage);
    }

    private static ComputeResource Attach(EnvironmentRecord record, bool instance) =>
        new() { Environment = EnvironmentOperations.Attach(record.Environment, instance, sshAccess: false) };
}
