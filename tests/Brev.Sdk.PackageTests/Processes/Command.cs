using System.Diagnostics;
using System.Text;

namespace Brev.Sdk.PackageTests.Processes;

/// <summary>Runs a process to its end; one that takes too long is killed with all that it started.</summary>
public static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>Runs a process.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables to set; <see langword="null"/> as a value removes one.</param>
    /// <param name="seen">Gets every line as it is written.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<CommandResult> RunAsync(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        Action<string>? seen,
        params string[] command)
    {
        using var process = new Process { StartInfo = StartOf(folder, environment, command) };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Add(output, line.Data, seen);
        process.ErrorDataReceived += (_, line) => Add(output, line.Data, seen);
        var started = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var limit = new CancellationTokenSource(Limit);
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        lock (output)
        {
            return new CommandResult(process.ExitCode, output.ToString(), Stopwatch.GetElapsedTime(started));
        }
    }

    private static ProcessStartInfo StartOf(string folder, IReadOnlyDictionary<string, string?> environment, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void Add(StringBuilder output, string? line, Action<string>? seen)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(line);
        }

        seen?.Invoke(line);
    }
}
