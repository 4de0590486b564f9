namespace Brev.Sdk.PackageTests.Processes;

/// <summary>What a process left: its exit code, all that it wrote, and how long it ran.</summary>
public sealed record CommandResult(int ExitCode, string Output, TimeSpan Elapsed)
{
    /// <summary>The lines of the output.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
