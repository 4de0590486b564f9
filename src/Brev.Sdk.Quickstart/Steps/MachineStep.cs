using Brev.Sdk.Quickstart.Stages;
using Spectre.Console;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>What a machine is rented for: something runs on it.</summary>
internal sealed class MachineStep(IStage stage, IAnsiConsole console, Journal journal)
{
    private const string Command = "nvidia-smi";

    public async Task RunAsync(Workspace workspace)
    {
        if (stage.Unreachable is { } reason)
        {
            console.WriteLine($"Not shown, because {reason}.");
            journal.Add($"{Command} over SSH", "not shown: " + reason);
            return;
        }

        await using var session = await stage.ConnectAsync(workspace);
        var result = await session.RunAsync(Command);
        console.WriteLine($"$ {Command}");
        console.WriteLine(result.EnsureSuccess().Output.TrimEnd());
        journal.Add($"{Command} over SSH", $"exit status {result.ExitStatus}");
    }
}
