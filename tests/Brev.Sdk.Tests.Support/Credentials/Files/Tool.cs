using System.ComponentModel;
using System.Diagnostics;

namespace Brev.Sdk.Tests.Credentials.Files;

/// <summary>A program of the operating system, run to its end.</summary>
public static class Tool
{
    /// <summary>Whether it is there and did what it was asked.</summary>
    public static bool Succeeds(string program, params string[] arguments) => Run(program, arguments).ExitCode == 0;

    /// <summary>What it prints.</summary>
    public static string Output(string program, params string[] arguments)
    {
        var (exitCode, output) = Run(program, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}: {output}");
    }

    private static (int ExitCode, string Output) Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        catch (Win32Exception exception)
        {
            return (-1, exception.Message);
        }
    }
}
