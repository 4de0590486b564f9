using System.Globalization;
using Microsoft.AspNetCore.DataProtection;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>
/// One of many processes that share a login in Redis: it calls the API again and again and writes one line for every outcome, until its
/// input ends.
/// </summary>
internal static class InstanceProgram
{
    public const string Success = "ok";

    private const int CallsPerCredential = 4;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(string[] args)
    {
        var (connection, keys, address, slot) = (args[0], args[1], new Uri(args[2]), args[3]);
        var expiry = TimeSpan.Parse(args[4], CultureInfo.InvariantCulture);
        var ended = Task.Run(() => Console.In.ReadToEnd());
        using var transport = new SlotHandler(slot);
        await using var store = new BrevRedisCredentialStore(OptionsFor(connection, keys, expiry));
        while (!ended.IsCompleted)
        {
            await using var credential = BrevCredential.FromStore(
                store,
                new BrevCredentialOptions
                {
                    KasEndpoint = address,
                    Auth0Endpoint = address,
                    Transport = transport,
                    RefreshTimeout = expiry / 1.5,
                });
            using var client = new BrevClient(new BrevClientOptions
            {
                Credential = credential,
                ControlPlaneEndpoint = address,
                RequestTimeout = TimeSpan.FromMinutes(5),
                MaxRetries = 0,
                Transport = transport,
            });
            for (var call = 0; call < CallsPerCredential && !ended.IsCompleted; call++)
            {
                var outcome = await CallAsync(client, slot);
                Console.WriteLine(outcome);
                if (outcome != Success)
                {
                    // As a service does that is not to make things worse.
                    await Task.WhenAny(ended, Task.Delay(PauseAfterFailure));
                }
            }
        }

        return 0;
    }

    public static BrevRedisCredentialStoreOptions OptionsFor(string connection, string keys, TimeSpan expiry) => new()
    {
        ConnectionString = connection,
        DataProtectionProvider = DataProtectionProvider.Create(new DirectoryInfo(keys)),
        LockExpiry = expiry,
        LoggerFactory = new WarningsToConsole(),
    };

    private static async Task<string> CallAsync(BrevClient client, string slot)
    {
        try
        {
            await client.ListOrganizationsAsync(slot);
            return Success;
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
            // A call that is sent once more is the same request.
            request.Headers.Remove("x-slot");
            request.Headers.Add("x-slot", slot);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
