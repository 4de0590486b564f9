using Brev.Sdk;
using Brev.Sdk.Redis;
using Brev.Sdk.Ssh;
using Microsoft.AspNetCore.DataProtection;

// A login in Redis and a session on a machine, where neither answers: what they are made of is loaded and used as far as the sockets.
Console.WriteLine($"runtime: {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
await using var store = new BrevRedisCredentialStore(new BrevRedisCredentialStoreOptions
{
    ConnectionString = "127.0.0.1:1,connectTimeout=500,asyncTimeout=500,syncTimeout=500",
    DataProtectionProvider = new EphemeralDataProtectionProvider(),
});
await SayAsync("load", async () => await store.LoadAsync(default));
await SayAsync("lock", async () => await store.LockAsync(default));

using var brev = new BrevClient();
var options = new SshOptions { Folder = Path.Combine(Path.GetTempPath(), "parts"), Timeout = TimeSpan.FromSeconds(2) };
await SayAsync("connect", () => brev.ConnectAsync(args[0], options));

static async Task SayAsync(string what, Func<Task> act)
{
    try
    {
        await act();
        Console.WriteLine($"{what}: done");
    }
    catch (BrevException exception)
    {
        Console.WriteLine($"{what}: {exception.GetType().Name}");
    }
}
