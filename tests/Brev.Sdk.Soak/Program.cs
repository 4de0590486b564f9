using Brev.Sdk;
using Brev.Sdk.Soak;

// One of many processes that share a credentials file: it calls the API again and again and writes one line for every outcome,
// until its input ends.
var (path, address, slot) = (args[0], new Uri(args[1]), args[2]);
const int CallsPerCredential = 4;
var ended = Task.Run(() => Console.In.ReadToEnd());
using var transport = new SlotHandler(slot);
while (!ended.IsCompleted)
{
    await using var credential = BrevCredential.FromCredentialsFile(
        path, new BrevCredentialOptions { KasEndpoint = address, Auth0Endpoint = address, Transport = transport });
    using var client = new BrevClient(new BrevClientOptions
    {
        Credential = credential,
        ControlPlaneEndpoint = address,
        RequestTimeout = TimeSpan.FromMinutes(5),
        MaxRetries = 0,
    });
    for (var call = 0; call < CallsPerCredential && !ended.IsCompleted; call++)
    {
        Console.WriteLine(await CallAsync(client));
    }
}

async Task<string> CallAsync(BrevClient client)
{
    try
    {
        await client.ListOrganizationsAsync(slot);
        return "ok";
    }
    catch (BrevApiException exception) when (exception.IsUnauthenticated)
    {
        return "unauthenticated";
    }
    catch (Exception exception)
    {
        return $"{exception.GetType().Name} {exception.Message.ReplaceLineEndings(" ")}";
    }
}
