using System.Collections.Concurrent;
using System.Diagnostics;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.ProcessTests.Credentials.Processes;

/// <summary>A real process that shares the credentials file with others.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly string Assembly =
        Path.Combine(
            AppContext.BaseDirectory.Replace("Brev.Sdk.ProcessTests", "Brev.Sdk.Soak", StringComparison.Ordinal), "Brev.Sdk.Soak.dll");

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static WorkerProcess Start(string path, Uri address, int slot, ConcurrentQueue<string> outcomes)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[]
        {
            "exec", Assembly, path, address.ToString(), slot.ToString(System.Globalization.CultureInfo.InvariantCulture),
        })
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
        return new WorkerProcess(process);

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
