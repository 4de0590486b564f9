namespace Brev.Sdk.Testing.Workspaces;

/// <summary>What was begun last on a workspace. Whether it is done is a question of time.</summary>
internal enum WorkspaceActivity
{
    Deploying,
    Starting,
    Stopping,
    Deleting,
}
