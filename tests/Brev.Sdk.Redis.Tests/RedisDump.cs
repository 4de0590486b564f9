using System.Diagnostics;
using System.Globalization;
using System.Text;
using Brev.Sdk.Redis.Tests.Servers;

namespace Brev.Sdk.Redis.Tests;

/// <summary>Everything that an operator, or a thief, sees of a server.</summary>
public static class RedisDump
{
    /// <summary>What its own program, a client and its files show: each of them shows the login, or the test says nothing.</summary>
    public static async Task<string> OfAsync(RedisServer server, string key)
    {
        var program = RedisProgram.OnPath("redis-cli") ?? throw new InvalidOperationException(RedisProgram.Missing);
        string[] parts =
        [
            await RunAsync(program, server, "--scan") + await RunAsync(program, server, "HGETALL", key),
            await ReadFieldsAsync(server, key),
            await ReadFilesAsync(server),
        ];
        Assert.All(parts, part => Assert.Contains("fingerprint", part, StringComparison.Ordinal));
        return string.Concat(parts);
    }

    private static async Task<string> ReadFieldsAsync(RedisServer server, string key) => string.Concat(
        (await (await server.OperateAsync()).GetDatabase().HashGetAllAsync(key)).Select(field =>
            $"{key} {field.Name} {Encoding.Latin1.GetString((byte[])field.Value!)}\n"));

    private static async Task<string> ReadFilesAsync(RedisServer server)
    {
        var shown = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            shown.AppendLine(await reader.ReadToEndAsync());
        }

        return shown.ToString();
    }

    private static async Task<string> RunAsync(string program, RedisServer server, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            program, ["-p", server.Port.ToString(CultureInfo.InvariantCulture), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
