using Brev.Sdk.Testing.ComputeResources;
using Brev.Sdk.Testing.Environments;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.InstanceCatalog;
using Brev.Sdk.Testing.Nodes;
using Brev.Sdk.Testing.OrganizationsV2;
using Brev.Sdk.Testing.Ports;
using Brev.Sdk.Testing.Secrets;
using Brev.Sdk.Testing.SshCertificates;
using Brev.Sdk.Testing.UsersV2;

namespace Brev.Sdk.Testing.Connect;

/// <summary>Puts the operations of the Connect services together.</summary>
internal static class ConnectOperations
{
    public static void AddTo(OperationTable table, FakeBrev brev)
    {
        var access = new ConnectAccess(brev.Organizations);
        new NodeOperations(brev.Nodes, access, brev.Organizations).AddTo(table);
        new PortOperations(new NodePortService(brev.Nodes, access), brev.Nodes.Ports).AddTo(table);
        new EnvironmentOperations(brev.Environments, access).AddTo(table);
        new PortOperations(new EnvironmentPortService(brev.Environments, access), brev.Environments.Ports).AddTo(table);
        new SshCertificateOperations(brev.Nodes, brev.Environments, access, brev.CertificateAuthority, brev.Clock).AddTo(table);
        new ComputeResourceOperations(brev.Environments, access, brev.Paging).AddTo(table);
        new InstanceCatalogOperations(brev.InstanceTypes, access).AddTo(table);
        new OrganizationV2Operations(brev.Organizations, brev.Users, access, brev.Paging).AddTo(table);
        new UserV2Operations(brev.Users, brev.Tokens, brev.Organizations).AddTo(table);
        new SecretOperations(brev.Secrets, access, brev.Paging).AddTo(table);
    }
}
