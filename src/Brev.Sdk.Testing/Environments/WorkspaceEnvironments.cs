using Brev.Sdk.Testing.SshCertificates;

namespace Brev.Sdk.Testing.Environments;

/// <summary>Shows each workspace of the control plane as the environment that it is to the Connect services, under the same id.</summary>
internal sealed class WorkspaceEnvironments(FakeWorkspaces workspaces) : IEnvironmentSource
{
    public IReadOnlyList<EnvironmentRecord> List() =>
        [.. workspaces.Reached.Select(static reached => new EnvironmentRecord(
            Describe(reached.Workspace, reached.Ssh.TakesCertificates), reached.Workspace.OrganizationId!, Network(reached.Workspace))
            {
                SshEndpoint = reached.Ssh.Endpoint,
            })];

    private static BrevEnvironment Describe(Workspace workspace, bool takesCertificates) => new()
    {
        EnvironmentId = workspace.Id,
        Name = workspace.Name,
        Status = Status(workspace.Status),
        Labels = SshCertificateLabel.Of(takesCertificates),
        Instance = new Instance
        {
            SshHostname = workspace.Environment?.Instance?.SshHostname,
            SshPort = workspace.SshPort,
            Hostname = workspace.Dns,
            ProvisionStatus = string.IsNullOrEmpty(workspace.StatusMessage)
                ? null
                : new InstanceProvisionStatus { Message = workspace.StatusMessage },
        },
        SshAccess = [.. (workspace.Environment?.SshAccess ?? []).Select(static access =>
            new SshAccess { UserId = access.UserId, LinuxUser = access.LinuxUser, PortId = access.PortId })],
    };

    /// <summary>
    /// A machine joins Brev's network when SSH gets through to it for the first time, and stays a member while it is stopped.
    /// </summary>
    private static NetworkMemberStatus Network(Workspace workspace) =>
        workspace.Environment?.SshAccess.Count > 0 ? NetworkMemberStatus.Connected
        : workspace.Status == WorkspaceStatus.Stopping
            || workspace.Status == WorkspaceStatus.Stopped
            || workspace.Status == WorkspaceStatus.Starting
            ? NetworkMemberStatus.Disconnected
        : NetworkMemberStatus.Unspecified;

    private static EnvironmentStatus Status(WorkspaceStatus? status) => status?.Value switch
    {
        "DEPLOYING" => EnvironmentStatus.Provisioning,
        "RUNNING" => EnvironmentStatus.Running,
        "STARTING" => EnvironmentStatus.Starting,
        "STOPPING" => EnvironmentStatus.Stopping,
        "STOPPED" => EnvironmentStatus.Stopped,
        "DELETING" => EnvironmentStatus.Terminating,
        "FAILURE" => EnvironmentStatus.ProvisioningFailed,
        _ => EnvironmentStatus.Unspecified,
    };
}
