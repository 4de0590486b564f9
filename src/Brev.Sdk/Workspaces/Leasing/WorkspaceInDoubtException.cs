namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// There is a workspace that may be what a lease has left and may be another one, or in use again, by now. It is left alone.
/// </summary>
internal sealed class WorkspaceInDoubtException(string workspaceId, string message) : BrevException(message)
{
    public string WorkspaceId => workspaceId;

    /// <summary>It has the name, and not the mark.</summary>
    public static WorkspaceInDoubtException OfUnmarked(Workspace workspace, string recordPath) => new(
        workspace.Id ?? "",
        $"Workspace '{workspace.Name}' ({workspace.Id}) has the name, type and time of one that was being created when its program ended, "
        + "but not the mark of that create in its description, so that it may be another one. It is left alone, and may be billed. Delete "
        + $"it when it is not needed; to keep it, delete the record '{recordPath}'.");

    /// <summary>It was asked to stop, and does not stand still.</summary>
    public static WorkspaceInDoubtException OfStartedAgain(Workspace workspace, string recordPath) => new(
        workspace.Id ?? "",
        $"Workspace '{workspace.Name}' ({workspace.Id}) was stopped for a program that has ended, and is {workspace.Status} now: it was "
        + "started again, or Brev did not stop it. It is left alone, and may be billed. Stop it when it is not needed; to keep it running, "
        + $"delete the record '{recordPath}'.");
}
