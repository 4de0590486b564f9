using Brev.Sdk;

// A session on a machine that is there: a key, a key exchange, a command, files both ways.
Console.WriteLine($"runtime: {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
using var brev = new BrevClient();
await using var session = await brev.ConnectAsync(args[0], new SshOptions { Folder = args[1], Timeout = TimeSpan.FromMinutes(1) });
var result = await session.RunAsync("printf", ["%s", "it's here"]);
Console.WriteLine($"run: {result.ExitStatus} {result.Output}");

var (here, there, back) = (Path.Combine(args[1], "here"), Path.Combine(args[1], "there"), Path.Combine(args[1], "back"));
File.WriteAllBytes(here, [.. Enumerable.Range(0, 1_000_000).Select(static number => (byte)number)]);
await session.UploadAsync(here, there);
await session.DownloadAsync(there, back);
Console.WriteLine($"copy: {File.ReadAllBytes(here).AsSpan().SequenceEqual(File.ReadAllBytes(back))}");
