using Brev.Sdk;

static class ListMine
{
    public static async Task RunAsync()
    {
        // begin
        using var brev = new BrevClient();
        var organization = await brev.GetActiveOrganizationAsync();
        foreach (var workspace in await brev.ListWorkspacesAsync(organization.Id!, MachineScope.Mine))
        {
            Console.WriteLine($"{workspace.Name} on {workspace.InstanceType}: {workspace.Status}");
        }

        // end
    }
}
