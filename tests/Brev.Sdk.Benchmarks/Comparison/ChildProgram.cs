using System.Diagnostics;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>Runs this program again, in a process of its own.</summary>
internal static class ChildProgram
{
    public static ProcessStartInfo Start(IEnumerable<string> arguments) =>
        new(Environment.ProcessPath!, Itself().Concat(arguments));

    public static int Run(IEnumerable<string> arguments, (string Name, string Value) variable)
    {
        var start = Start(arguments);
        start.Environment[variable.Name] = variable.Value;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>The program may be started by its own name or by dotnet's.</summary>
    private static IEnumerable<string> Itself() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Path.Combine(AppContext.BaseDirectory, "Brev.Sdk.Benchmarks.dll")]
            : [];
}
