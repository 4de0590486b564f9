namespace Brev.Sdk;

/// <summary>
/// What a wait for a workspace waits for. No condition looks at <see cref="Workspace.HealthStatus"/>, which is <c>UNHEALTHY</c> during most
/// of a normal deployment.
/// </summary>
public enum WorkspaceCondition
{
    /// <summary>
    /// The machine exists and is billed: its status is <c>RUNNING</c>. SSH and its setup come minutes later. Limit by default: 20 minutes.
    /// </summary>
    Running,

    /// <summary>
    /// The machine runs and Brev has set it up: its status is <c>RUNNING</c> and its build status <c>COMPLETED</c>, as for the brev CLI. A
    /// startup script of your own can still be at work: only a mark that the script leaves tells. A build status of <c>CREATE_FAILED</c>
    /// ends the wait. Limit by default: 45 minutes.
    /// </summary>
    Ready,

    /// <summary>
    /// SSH gets through: the machine runs, this user has an access entry, and the relay's address and port are known, by the Connect
    /// services (environment and network) or, when they fail or know nothing, by the workspace itself; with
    /// <see cref="WaitOptions.TestConnection"/> a TCP connection has been made as well. A build status of <c>CREATE_FAILED</c> does not end
    /// the wait, because machines with it have been seen to work. Limit by default: 30 minutes.
    /// </summary>
    SshReachable,

    /// <summary>The machine is stopped and its disk is kept: its status is <c>STOPPED</c>. Limit by default: 10 minutes.</summary>
    Stopped,

    /// <summary>
    /// The workspace is gone: Brev answers 404 to its id. The answer to the delete call is no sign of it. Limit by default: 20 minutes.
    /// </summary>
    Deleted,
}
