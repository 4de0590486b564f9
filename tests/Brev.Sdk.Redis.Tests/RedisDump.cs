using System.Diagnostics;
using System.Globalization;
using System.Text;
using Brev.Sdk.Redis.Tests.Servers;

namespace Brev.Sdk.Redis.Tests;

/// <summary>Everything that an operator, or a thief, sees of a server.</summary>
public static class RedisDump
{
    public static async Task<string> OfAsync(RedisServer server, string key)
    {
        var shown = new StringBuilder();
        if (RedisProgram.OnPath("redis-cli") is { } program)
        {
            shown.Append(await RunAsync(program, server, "--scan")).Append(await RunAsync(program, server, "HGETALL", key));
        }

        foreach (var field in await (await server.OperateAsync()).GetDatabase().HashGetAllAsync(key))
        {
            shown.AppendLine(CultureInfo.InvariantCulture, $"{key} {field.Name} {Encoding.Latin1.GetString((byte[])field.Value!)}");
        }

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
        return output;
    }
}
