using System.Diagnostics;

namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>Runs a program of the system to its end.</summary>
public static class Tool
{
    public static async Task<(int ExitCode, string Output, string Errors)> TryRunAsync(string program, params string[] arguments)
    {
        var start =
            new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output, errors) = await TryRunAsync(program, arguments);
        Assert.True(exitCode == 0, $"{program} ended with {exitCode}: {errors}");
        return output;
    }
}
