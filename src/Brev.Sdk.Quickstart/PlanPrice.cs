namespace Brev.Sdk.Quickstart;

/// <summary>What an hour of a plan costs, disk included: on its offer, and on the dearest of those that may take its place.</summary>
internal static class PlanPrice
{
    public static string Of(WorkspacePlan plan)
    {
        var hour = HourOn(plan, plan.Offer);
        var text = Display.Money(hour, plan.Offer.Currency);
        var dearer = plan.Fallbacks
            .Where(offer => offer.Currency != plan.Offer.Currency || HourOn(plan, offer) > hour)
            .GroupBy(static offer => offer.Currency, StringComparer.Ordinal)
            .Select(offers => Display.Money(offers.Max(offer => HourOn(plan, offer)), offers.Key))
            .ToArray();
        return dearer.Length == 0 ? text : $"{text}, or up to {string.Join(" or ", dearer)} on a fallback";
    }

    private static decimal HourOn(WorkspacePlan plan, InstanceTypeOffer offer) =>
        offer.EstimateCost(TimeSpan.FromHours(1), plan.DiskGiB);
}
