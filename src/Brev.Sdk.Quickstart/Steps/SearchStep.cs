using Spectre.Console;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>What can be rented, and for how much.</summary>
internal sealed class SearchStep(BrevClient client, IAnsiConsole console)
{
    private const int Rows = 8;

    /// <summary>The offers to rent, the cheapest first; those that can be stopped if there are any.</summary>
    public async Task<IReadOnlyList<InstanceTypeOffer>> RunAsync(string organizationId, string? gpu)
    {
        var query = new InstanceTypeQuery { OrganizationId = organizationId, GpuName = gpu, Architecture = CpuArchitecture.X64 };
        var offers = await client.SearchInstanceTypesAsync(query);
        if (offers.Count == 0)
        {
            throw new QuickstartException(
                $"No {gpu ?? "GPU"} can be rented at the moment. Try {(gpu is null ? "" : "another GPU, or ")}again later.");
        }

        Show(offers);
        InstanceTypeOffer[] stoppable = [.. offers.Where(static offer => offer.CanStop)];
        return stoppable.Length > 0 ? stoppable : offers;
    }

    private void Show(IReadOnlyList<InstanceTypeOffer> offers)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("GPU").AddColumn("Memory").AddColumn("Instance type").AddColumn("Provider").AddColumn("Stop")
            .AddColumn(new TableColumn("Per hour").RightAligned());
        foreach (var offer in offers.Take(Rows))
        {
            table.AddRow(
                new Text($"{offer.Gpu?.Count} x {offer.Gpu?.Model}"), new Text(Display.Size(offer.Gpu?.MemoryGiB)), new Text(offer.Type),
                new Text(offer.Provider), new Text(offer.CanStop ? "yes" : "no"),
                new Text(Display.Money(offer.PricePerHour, offer.Currency)));
        }

        console.Write(table);
        console.WriteLine($"{offers.Count} offers; the cheapest that can be stopped is taken, and the next ones are its fallbacks.");
    }
}
