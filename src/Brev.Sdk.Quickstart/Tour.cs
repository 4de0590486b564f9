using System.Globalization;
using Brev.Sdk.Quickstart.Stages;
using Brev.Sdk.Quickstart.Steps;
using Spectre.Console;

namespace Brev.Sdk.Quickstart;

/// <summary>The whole life of a workspace, one step after the other. What was created is deleted, whatever happens on the way.</summary>
internal sealed class Tour(IAnsiConsole console, IStage stage, CommandLine line)
{
    private readonly Journal _journal = new();

    /// <summary>0 when everything happened, otherwise 1.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var meter = new RefreshMeter();
        Say($"This is {stage.Description}.");
        try
        {
            await RunStepsAsync(meter, cancellationToken);
            WriteSummary(meter);
            return 0;
        }
        catch (Exception exception) when (exception is BrevException or QuickstartException or OperationCanceledException)
        {
            console.WriteLine();
            console.WriteLine(exception is OperationCanceledException ? "Interrupted." : exception.Message);
            return 1;
        }
    }

    private async Task RunStepsAsync(RefreshMeter meter, CancellationToken cancellationToken)
    {
        Head("Sign in");
        var account = new AccountStep(stage.Client, Say);
        await account.SignInAsync(stage.Credential, cancellationToken);
        var organization = await account.ChooseOrganizationAsync(line.Organization, cancellationToken);

        Head("Find a GPU");
        var offer = await new SearchStep(stage.Client, console).RunAsync(organization, line.Gpu, cancellationToken);
        _journal.Add("GPU found", $"{offer.Gpu} at {offer.PriceText} an hour");
        if (line is { Live: true, Yes: false })
        {
            Confirm(offer);
        }

        await LiveWithWorkspaceAsync(organization, offer, meter, cancellationToken);
    }

    private async Task LiveWithWorkspaceAsync(string organization, Offer offer, RefreshMeter meter, CancellationToken cancellationToken)
    {
        var workspaces = new WorkspaceSteps(stage, console, organization);
        Head("Create a workspace");
        var workspace = await workspaces.CreateAsync(offer, cancellationToken);
        _journal.Add("Workspace created", workspace.Name);
        try
        {
            _journal.Add("Ready for SSH", "after " + Text(await workspaces.FollowAsync(workspace, cancellationToken)));

            Head("Use it while the access token expires");
            await new TokenSteps(stage, Say, _journal, meter).RunAsync(workspace.Id, cancellationToken);

            if (offer.IsStoppable)
            {
                Head("Stop");
                _journal.Add("Stopped", "after " + Text(await workspaces.StopAsync(workspace, cancellationToken)));
            }
            else
            {
                _journal.Add("Stopped", "not shown: this machine can only be deleted");
            }
        }
        catch
        {
            console.WriteLine($"Something went wrong: {workspace.Name} is deleted, because it costs money.");
            await workspaces.DeleteAsync(workspace, CancellationToken.None);
            throw;
        }

        Head("Delete");
        _journal.Add("Deleted, and absent from the list", "after " + Text(await workspaces.DeleteAsync(workspace, cancellationToken)));
    }

    private void Confirm(Offer offer)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            throw new QuickstartException("A workspace costs money, and there is nobody to ask here: add --yes to create it.");
        }

        if (!console.Confirm($"Create a workspace for {offer.PriceText} an hour?", defaultValue: false))
        {
            throw new QuickstartException("Nothing was created.");
        }
    }

    private void WriteSummary(RefreshMeter meter)
    {
        Head("What happened");
        _journal.Add("Access tokens renewed", meter.Refreshes.ToString(CultureInfo.InvariantCulture));
        _journal.Add("Calls sent once more with a newer token", meter.Resends.ToString(CultureInfo.InvariantCulture));
        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("What").AddColumn("Outcome");
        foreach (var (what, outcome) in _journal.Entries)
        {
            table.AddRow(new Text(what), new Text(outcome));
        }

        console.Write(table);
    }

    private void Head(string title)
    {
        console.WriteLine();
        console.Write(new Rule(title) { Justification = Justify.Left });
    }

    private void Say(string text) => console.WriteLine(text);

    private static string Text(TimeSpan time) => time.TotalMinutes switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} seconds"),
        1 => "1 minute",
        var minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes:0.#} minutes"),
    };
}
