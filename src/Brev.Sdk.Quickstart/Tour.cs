using System.Globalization;
using Brev.Sdk.Quickstart.Stages;
using Brev.Sdk.Quickstart.Steps;
using Spectre.Console;

namespace Brev.Sdk.Quickstart;

/// <summary>The whole life of a workspace, one step after the other.</summary>
internal sealed class Tour(IAnsiConsole console, IStage stage, CommandLine line)
{
    private const int Fallbacks = 3;

    private readonly Journal _journal = new();

    /// <summary>0 when everything happened, otherwise 1.</summary>
    public async Task<int> RunAsync()
    {
        using var meter = new RefreshMeter();
        console.WriteLine($"This is {stage.Description}.");
        try
        {
            await RunStepsAsync(meter);
            WriteSummary(meter);
            return 0;
        }
        catch (Exception exception) when (exception is BrevException or QuickstartException)
        {
            console.WriteLine();
            console.WriteLine(exception.Message);
            return 1;
        }
    }

    private async Task RunStepsAsync(RefreshMeter meter)
    {
        Head("Sign in");
        var organization = await SignInAsync();

        Head("Find a GPU");
        var plan = Plan(organization, await new SearchStep(stage.Client, console).RunAsync(organization, line.Gpu));
        Confirm(plan);

        Head("Rent it");
        await new RentStep(stage, console, _journal).RunAsync(plan, async workspace =>
        {
            var life = new LifeSteps(stage, console, _journal);
            Head("Wait until Brev has set it up");
            await life.SetUpAsync(workspace);

            Head("Run something on it");
            await new MachineStep(stage, console, _journal).RunAsync(workspace);

            Head("Use it while the access token expires");
            await new TokenSteps(stage, console.WriteLine, _journal, meter).RunAsync(workspace.Id!);

            Head("Stop it");
            await life.StopAsync(workspace);
            Head("Give it back");
        });
    }

    private async Task<string> SignInAsync()
    {
        var token = await stage.Credential.GetTokenAsync();
        var user = await stage.Client.GetCurrentUserAsync();
        console.WriteLine($"Signed in as {user.Name ?? user.Username ?? user.Email}.");
        console.WriteLine(token.ExpiresOn is { } end
            ? $"The access token ends on {Display.Moment(end)}."
            : "The credential tells no end.");
        var organization = line.Organization is { } wanted
            ? await stage.Client.FindOrganizationAsync(wanted)
            : await stage.Client.GetActiveOrganizationAsync();
        console.WriteLine($"The organization is {organization.Name} ({organization.Id}).");
        return organization.Id!;
    }

    private WorkspacePlan Plan(string organizationId, IReadOnlyList<InstanceTypeOffer> offers)
    {
        var plan = new WorkspacePlan
        {
            Name = "quickstart-" + stage.Clock.GetUtcNow().ToString("MMdd-HHmmss", CultureInfo.InvariantCulture),
            OrganizationId = organizationId,
            Offer = offers[0],
            Fallbacks = [.. offers.Skip(1).Take(Fallbacks)],
        };
        var price = PlanPrice.Of(plan);
        console.WriteLine($"An hour on {plan.Offer.Type} with a disk of {plan.Offer.Disk.DefaultGiB} GiB costs about {price}.");
        _journal.Add("Estimate for an hour", price);
        return plan;
    }

    private void Confirm(WorkspacePlan plan)
    {
        if (line is { Live: false } or { Yes: true })
        {
            return;
        }

        if (!console.Profile.Capabilities.Interactive)
        {
            throw new QuickstartException("A workspace costs money, and this program cannot ask here: add --yes to rent it.");
        }

        if (!console.Confirm($"Rent it for {PlanPrice.Of(plan)}, for each hour?", defaultValue: false))
        {
            throw new QuickstartException("Nothing was rented.");
        }
    }

    private void WriteSummary(RefreshMeter meter)
    {
        Head("What happened");
        _journal.Add("Access tokens refreshed", meter.Refreshes.ToString(CultureInfo.InvariantCulture));
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
}
