using Brev.Sdk.Testing.Billing;
using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Health;
using Brev.Sdk.Testing.InstanceTypes;
using Brev.Sdk.Testing.Launchables;
using Brev.Sdk.Testing.Organizations;
using Brev.Sdk.Testing.SshKeys;
using Brev.Sdk.Testing.Users;
using Brev.Sdk.Testing.Workspaces;

namespace Brev.Sdk.Testing.Http;

/// <summary>Puts the operations of every tag together.</summary>
internal static class AllOperations
{
    public static OperationTable Create(FakeBrev brev)
    {
        var table = new OperationTable();
        HealthOperations.AddTo(table);
        new UserOperations(brev.Users, brev.Tokens, brev.Organizations).AddTo(table);
        new SshKeyOperations(brev.Users).AddTo(table);
        new OrganizationOperations(brev.Organizations).AddTo(table);
        new WorkspaceOperations(
            brev.Workspaces.Store, brev.Organizations, new WorkspaceRules(brev.InstanceTypes, brev.StrictCreates)).AddTo(table);
        new WorkspaceDetailOperations(brev.Workspaces.Store, brev.Organizations, brev.Users).AddTo(table);
        new InstanceTypeOperations(brev.InstanceTypes, brev.Organizations).AddTo(table);
        new LaunchableOperations(brev.Launchables, brev.Organizations).AddTo(table);
        new BillingOperations(brev.Billing, brev.Organizations).AddTo(table);
        ConnectOperations.AddTo(table, brev);
        return table;
    }
}
