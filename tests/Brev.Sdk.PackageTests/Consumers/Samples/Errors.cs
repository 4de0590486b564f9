using Brev.Sdk;

static class Errors
{
    public static async Task RunAsync(BrevClient brev)
    {
        // begin
        try
        {
            await brev.GetWorkspaceAsync("ws-unknown");
        }
        catch (BrevApiException exception) when (exception.IsNotFound)
        {
            Console.WriteLine($"not found: {(int)exception.StatusCode}");
        }
        catch (BrevException exception) when (exception.IsTransient)
        {
            Console.WriteLine($"try again later: {exception.Message}");
        }

        // end
    }
}
