using Brev.Sdk;

static class NodesAndPorts
{
    public static async Task RunAsync(BrevClient brev, string organizationId)
    {
        // begin
        var nodes = await brev.ListNodesAsync(new ListNodesRequest { OrganizationId = organizationId });
        var node = nodes.Items[0];
        var opened = await brev.OpenNodePortAsync(
            new OpenNodePortRequest { ExternalNodeId = node.ExternalNodeId!, Protocol = PortProtocol.Tcp, PortNumber = 8080 });
        Console.WriteLine($"{node.Name}: {opened.Port!.ServerPort} is open");
        // end
    }
}
