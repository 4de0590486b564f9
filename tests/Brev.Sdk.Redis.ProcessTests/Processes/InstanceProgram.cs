using Microsoft.AspNetCore.DataProtection;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>One of many processes that share a login in Redis: it calls the API again and again and writes one line for every outcome, until its input ends.</summary>
internal static class InstanceProgram
{
    private const int CallsPerCredential = 4;

    public static readonly TimeSpan LockExpiry = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] args)
    {
        var (connection, keys, address, slot) = (args[0], args[1], new Uri(args[2]), args[3]);
        var ended = Task.Run(() => Console.In.ReadToEnd());
        using var transport = new SlotHandler(slot);
        await using var store = new BrevRedisCredentialStore(OptionsFor(connection, keys));
        while (!ended.IsCompleted)
        {
            await using var credential = BrevCredential.FromStore(store, new BrevCredentialOptions { KasEndpoint = address, Auth0Endpoint = address, Transport = transport });
            using var client = new BrevClient(new BrevClientOptions
            {
                Credential = credential,
                ControlPlaneEndpoint = address,
                RequestTimeout = TimeSpan.FromMinutes(5),
                MaxRetries = 0,
            });
            for (var call = 0; call < CallsPerCredential && !ended.IsCompleted; call++)
            {
                Console.WriteLine(await CallAsync(client, slot));
            }
        }

        return 0;
    }

    public static BrevRedisCredentialStoreOptions OptionsFor(string connection, string keys) => new()
    {
        ConnectionString = connection,
        DataProtectionProvider = DataProtectionProvider.Create(new DirectoryInfo(keys)),
        LockExpiry = LockExpiry,
    };

    private static async Task<string> CallAsync(BrevClient client, string slot)
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

    private sealed class SlotHandler(string slot) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-slot", slot);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
