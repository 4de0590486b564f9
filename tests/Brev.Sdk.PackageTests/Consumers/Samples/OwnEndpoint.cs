using Brev.Sdk;

static class OwnEndpoint
{
    public static async Task RunAsync(BrevClient brev)
    {
        // begin
        var me = await brev.CreateApi<IMeApi>().GetMeAsync();
        Console.WriteLine($"/api/me says {me.Username}");
        // end
    }
}

// begin
public record Me(string Id, string Username);

public interface IMeApi
{
    [Refit.Get("/api/me")]
    [Refit.Headers("Authorization: Bearer")]
    Task<Me> GetMeAsync();
}
// end
