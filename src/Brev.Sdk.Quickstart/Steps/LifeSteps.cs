using Brev.Sdk.Quickstart.Stages;
using Spectre.Console;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>What a rented machine goes through: Brev sets it up, and it is stopped where that is possible.</summary>
internal sealed class LifeSteps(IStage stage, IAnsiConsole console, Journal journal)
{
    public Task SetUpAsync(Workspace workspace) => WaitAsync(workspace, WorkspaceCondition.Ready, "Set up by Brev");

    public async Task StopAsync(Workspace workspace)
    {
        if (workspace.InstanceTypeInfo?.Stoppable != true)
        {
            journal.Add("Stopped", "not shown: this machine can only be deleted");
            return;
        }

        await stage.Client.StopWorkspaceAsync(workspace.Id!);
        await WaitAsync(workspace, WorkspaceCondition.Stopped, "Stopped");
    }

    private async Task WaitAsync(Workspace workspace, WorkspaceCondition condition, string what)
    {
        var states = new StateLines(console, stage.Clock);
        await stage.RunAsync(stage.Client.WaitForWorkspaceAsync(workspace, condition, progress: states));
        journal.Add(what, "after " + Display.Time(states.Elapsed));
    }
}
