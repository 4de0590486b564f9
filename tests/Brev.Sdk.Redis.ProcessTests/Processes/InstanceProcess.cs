using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>A real process that shares a login in Redis with others.</summary>
public sealed class InstanceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private InstanceProcess(Process process) => _process = process;

    public static InstanceProcess Start(
        string connection, string keys, Uri address, int slot, TimeSpan lockExpiry, ConcurrentQueue<string> outcomes)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "exec", typeof(Program).Assembly.Location, "instance", connection, keys, address.ToString(),
            slot.ToString(CultureInfo.InvariantCulture), lockExpiry.ToString("c", CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // A process that is killed cannot delete the sockets that it opens for debuggers in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data is null ? null : "stderr " + line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new InstanceProcess(process);

        void Add(string? line)
        {
            if (line is { Length: > 0 })
            {
                CanaryWatch.Suite.See(TextKind.Output, line);
                outcomes.Enqueue(line);
            }
        }
    }

    /// <summary>Ends it as a power cut does: without a word.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
