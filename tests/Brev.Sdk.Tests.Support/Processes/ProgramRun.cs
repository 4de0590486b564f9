using System.Diagnostics;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Processes;

/// <summary>A program that has run to its end in a process of its own.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs an assembly with <c>dotnet</c>.</summary>
    /// <param name="assembly">The path of the assembly; its runtime configuration stands beside it.</param>
    /// <param name="arguments">What follows it.</param>
    /// <param name="environment">Variables to set; <see langword="null"/> as a value removes one.</param>
    public static async Task<ProgramRun> OfAsync(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            CanaryWatch.Suite.See(TextKind.Output, await output);
            CanaryWatch.Suite.See(TextKind.Output, await errors);
            return new ProgramRun(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
