using Brev.Sdk;

static class StopStartDelete
{
    public static async Task RunAsync(BrevClient brev, string workspaceId)
    {
        // begin
        await brev.StopWorkspaceAsync(workspaceId);
        await brev.WaitForWorkspaceAsync(workspaceId, WorkspaceCondition.Stopped);
        await brev.StartWorkspaceAsync(workspaceId);
        await brev.WaitForWorkspaceAsync(workspaceId, WorkspaceCondition.Running);
        await brev.DeleteWorkspaceAsync(workspaceId);
        await brev.WaitForWorkspaceAsync(workspaceId, WorkspaceCondition.Deleted);
        Console.WriteLine("stopped, started and gone");
        // end
    }
}
