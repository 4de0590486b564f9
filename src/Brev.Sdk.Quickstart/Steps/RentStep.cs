using Brev.Sdk.Quickstart.Stages;
using Spectre.Console;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>A machine from its create to its absence, and its cost. However the work on it ends, it is given back.</summary>
internal sealed class RentStep(IStage stage, IAnsiConsole console, Journal journal)
{
    public async Task RunAsync(WorkspacePlan plan, Func<Workspace, Task> use)
    {
        var states = new StateLines(console, stage.Clock);
        var options = new LeaseOptions { RecordFolder = stage.RecordFolder };
        await using var lease = await stage.RunAsync(stage.Client.RentWorkspaceAsync(plan, options, states));
        journal.Add("Workspace rented", lease.Workspace.Name ?? plan.Name);
        journal.Add("Reachable by SSH", "after " + Display.Time(states.Elapsed));
        try
        {
            await use(lease.Workspace);
        }
        finally
        {
            await GiveBackAsync(lease);
        }
    }

    private async Task GiveBackAsync(WorkspaceLease lease)
    {
        var began = stage.Clock.GetTimestamp();
        var cost = await stage.RunAsync(lease.EndAsync());
        journal.Add("Given back", "absent after " + Display.Time(stage.Clock.GetElapsedTime(began)));
        journal.Add("Cost", $"{Display.Money(cost.Amount, cost.Currency)} for {Display.Time(cost.Duration)}");
        console.WriteLine(
            $"{lease.Workspace.Name} is absent. It has cost {Display.Money(cost.Amount, cost.Currency)} "
                + $"for {Display.Time(cost.Duration)}.");
    }
}
