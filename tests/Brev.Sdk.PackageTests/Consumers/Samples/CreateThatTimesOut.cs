using Brev.Sdk;

static class CreateThatTimesOut
{
    public static async Task RunAsync(BrevClient brev, InstanceTypeOffer offer)
    {
        // begin
        try
        {
            // An answer that is lost is looked for; the create is never sent twice.
            var workspace = await brev.CreateWorkspaceAsync(new WorkspacePlan { Name = "train-2", Offer = offer });
            Console.WriteLine($"{workspace.Name} was created");
        }
        catch (BrevCreateException exception) when (exception.Outcome == CreateOutcome.NotCreated)
        {
            Console.WriteLine($"{exception.Name} was not created, and can be created again");
        }
        catch (BrevCreateException exception)
        {
            Console.WriteLine($"{exception.Outcome}, look at {exception.WorkspaceId ?? exception.Name}: {exception.Message}");
        }

        // end
    }
}
