using Brev.Sdk;

static class NodesAndPorts
{
    public static async Task RunAsync(BrevClient brev, string organizationId)
    {
        // begin
        var nodes = await brev.ListNodesAsync(new ListNodesRequest { OrganizationId = organizationId });
        var spark = nodes.Items.Single(node => node.Name == "spark");
        var opened = await brev.OpenNodePortAsync(
            new OpenNodePortRequest { ExternalNodeId = spark.ExternalNodeId!, Protocol = PortProtocol.Tcp, PortNumber = 8080 });
        Console.WriteLine($"{spark.Name}: {opened.Port!.ServerPort} is open");
        // end
    }
}
