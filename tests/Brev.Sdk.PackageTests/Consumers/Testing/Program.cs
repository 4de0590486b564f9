using Brev.Sdk;
using Brev.Sdk.Testing;

await using var fake = await FakeBrev.StartAsync();
using var brev = new BrevClient(fake.CreateOptions());
Console.WriteLine($"runtime: {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
Console.WriteLine($"get: {((await brev.GetCurrentUserAsync()).Id == fake.Users.Current.Id ? "the current user" : "another user")}");
Console.WriteLine($"violations: {fake.Requests.Violations.Count}");
