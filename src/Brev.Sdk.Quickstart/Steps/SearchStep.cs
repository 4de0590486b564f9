using Spectre.Console;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>What can be rented, and for how much.</summary>
internal sealed class SearchStep(BrevClient client, IAnsiConsole console)
{
    private const int Rows = 8;

    public async Task<Offer> RunAsync(string organization, string? gpu, CancellationToken cancellationToken)
    {
        var types = await client.ListOrganizationInstanceTypesAsync(organization, cancellationToken);
        var offers = types.AllInstanceTypes.Select(Offer.From).OfType<Offer>()
            .Where(offer => gpu is null || offer.Card.Name?.Contains(gpu, StringComparison.OrdinalIgnoreCase) == true)
            .OrderBy(offer => offer.Price).ThenBy(offer => offer.Type.Type, StringComparer.Ordinal).ToArray();
        Show(offers);
        return offers.FirstOrDefault(offer => offer.IsStoppable) ?? offers.FirstOrDefault()
            ?? throw new QuickstartException(gpu is null ? "No GPU can be rented at the moment. Try again later." : $"No '{gpu}' can be rented at the moment. Try another GPU, or again later.");
    }

    private void Show(Offer[] offers)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("GPU").AddColumn("Memory").AddColumn("Instance type").AddColumn("Provider").AddColumn("Stop").AddColumn(new TableColumn("Per hour").RightAligned());
        foreach (var offer in offers.Take(Rows))
        {
            table.AddRow(
                new Text(offer.Gpu), new Text(offer.Card.Memory ?? ""), new Text(offer.Type.Type ?? ""),
                new Text(offer.Type.Provider ?? ""), new Text(offer.IsStoppable ? "yes" : "no"), new Text(offer.PriceText));
        }

        console.Write(table);
        console.WriteLine($"{offers.Length} GPU offers; the cheapest that can be stopped is taken.");
    }
}
