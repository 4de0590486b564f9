namespace Brev.Sdk.Redis.ProcessTests.Failover;

/// <summary>A round trip to the server, for what it takes.</summary>
internal static class QuietReading
{
    public static async Task LoadQuietlyAsync(this BrevCredentialStore store)
    {
        try
        {
            await store.LoadAsync(default);
        }
        catch (BrevConnectionException)
        {
            // Not connected again yet.
        }
    }
}
