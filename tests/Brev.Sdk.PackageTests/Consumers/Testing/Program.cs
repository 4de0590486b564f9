using Brev.Sdk;
using Brev.Sdk.Testing;

var watch = System.Diagnostics.Stopwatch.StartNew();
await using var fake = await FakeBrev.StartAsync();
watch.Stop();
using var brev = new BrevClient(fake.CreateOptions());
Console.WriteLine($"runtime: {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
Console.WriteLine($"get: {((await brev.GetCurrentUserAsync()).Id == fake.Users.Current.Id ? "the current user" : "another user")}");
Console.WriteLine($"violations: {fake.Requests.Violations.Count}");
Console.WriteLine($"started after: {watch.ElapsedMilliseconds}");
