using Brev.Sdk;

static class CreateAndWait
{
    public static async Task RunAsync(BrevClient brev, InstanceTypeOffer offer)
    {
        // begin
        var workspace = await brev.CreateWorkspaceAsync(new WorkspacePlan { Name = "train-1", Offer = offer, DiskGiB = 200 });
        var progress = new Progress<Workspace>(seen => Console.Error.WriteLine($"{seen.Status}, build {seen.VerbBuildStatus}"));
        try
        {
            var reachable = await brev.WaitForWorkspaceAsync(workspace, WorkspaceCondition.SshReachable, progress: progress);
            Console.WriteLine($"{reachable.Name} takes SSH connections");
        }
        catch (BrevWaitException exception)
        {
            // It is billed as long as it exists.
            Console.WriteLine(exception.Message);
            await brev.DeleteWorkspaceAsync(workspace.Id!);
        }

        // end
    }
}
