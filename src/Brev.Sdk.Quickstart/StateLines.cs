using System.Globalization;
using Spectre.Console;

namespace Brev.Sdk.Quickstart;

/// <summary>
/// Writes each new state of a workspace, and when it was seen. Progress&lt;T&gt; would write it later, from another thread.
/// </summary>
internal sealed class StateLines(IAnsiConsole console, TimeProvider clock) : IProgress<Workspace>
{
    private readonly long _began = clock.GetTimestamp();

    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    public void Report(Workspace value)
    {
        var build = value.VerbBuildStatus is { } status ? $", build {status}" : "";
        var ssh = value.Environment is { SshAccess.Count: > 0, Instance.SshHostname: { } host } ? $", SSH through {host}" : "";
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(int)Elapsed.TotalMinutes,3}:{Elapsed.Seconds:00}  {value.Status}{build}{ssh}"));
    }
}
