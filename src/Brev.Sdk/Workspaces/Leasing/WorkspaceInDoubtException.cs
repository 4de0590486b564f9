namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// There is a workspace that may be what a lease has left and may be another one, or in use again, by now, or there may be one. It is left
/// alone.
/// </summary>
internal sealed class WorkspaceInDoubtException(string? workspaceId, string message) : BrevException(message)
{
    /// <summary>Which one; <see langword="null"/> when there may be one that is not shown.</summary>
    public string? WorkspaceId => workspaceId;

    /// <summary>It has the name, and not the mark.</summary>
    public static WorkspaceInDoubtException OfUnmarked(Workspace workspace, string recordPath) => new(
        workspace.Id ?? "",
        $"Workspace '{workspace.Name}' ({workspace.Id}) has the name, type and time of one that was being created when its program ended, "
        + "but not the mark of that create in its description, so that it may be another one. It is left alone, and may be billed. Delete "
        + $"it when it is not needed; to keep it, delete the record '{recordPath}'.");

    /// <summary>Its id is not known, and the list that was to show it is empty, which proves nothing.</summary>
    public static WorkspaceInDoubtException OfEmptyList(LeaseRecord record, string recordPath) => new(
        null,
        $"A workspace '{record.Name}' was being created when its program ended. The list of organization {record.OrganizationId} is "
        + "empty, which Brev has answered for lists that were not, so that it is not known whether the workspace exists. The record stays, "
        + "so that the next start looks again; when the console does not show the workspace either, delete the record "
        + $"'{recordPath}'.");

    /// <summary>It was asked to stop, and does not stand still.</summary>
    public static WorkspaceInDoubtException OfStartedAgain(Workspace workspace, string recordPath) => new(
        workspace.Id ?? "",
        $"Workspace '{workspace.Name}' ({workspace.Id}) was stopped for a program that has ended, and is {workspace.Status} now: it was "
        + "started again, or Brev did not stop it. It is left alone, and may be billed. Stop it when it is not needed; to keep it running, "
        + $"delete the record '{recordPath}'.");
}
