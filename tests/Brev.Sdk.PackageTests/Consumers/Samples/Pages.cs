using Brev.Sdk;

static class Pages
{
    public static async Task RunAsync(BrevClient brev, string organizationId)
    {
        // begin
        var count = 0;
        await foreach (var member in brev.EnumerateOrganizationMembersAsync(
            new ListOrganizationMembersRequest { OrganizationId = organizationId }))
        {
            Console.Error.WriteLine(member.DisplayName);
            count++;
        }

        Console.WriteLine($"{count} members");
        // end
    }
}
