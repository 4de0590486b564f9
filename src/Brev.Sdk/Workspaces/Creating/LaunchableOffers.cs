namespace Brev.Sdk.Workspaces.Creating;

/// <summary>Chooses, among the offers of an organization, those that a launchable can be created on.</summary>
internal static class LaunchableOffers
{
    /// <summary>
    /// The offers of the type that is asked for, the best first: through the cloud and at the place that the launchable names, then as the
    /// search has ordered them. Where one offer is at that place, offers elsewhere are left out, because their price is another one.
    /// </summary>
    public static IReadOnlyList<InstanceTypeOffer> Choose(IReadOnlyList<InstanceTypeOffer> offers, LaunchableWorkspaceConfig machine)
    {
        InstanceTypeOffer[] ofType = [.. offers.Where(offer => offer.Type == machine.InstanceType)];
        InstanceTypeOffer[] atPlace = [.. ofType.Where(offer => IsSame(offer.Location, machine.Location))];
        return [.. (atPlace.Length > 0 ? atPlace : ofType)
            .OrderByDescending(offer =>
                IsSame(offer.CloudCredId, machine.CloudCredId) || IsSame(offer.WorkspaceGroupId, machine.WorkspaceGroupId))
            .ThenByDescending(offer => IsSame(offer.SubLocation, machine.SubLocation))];
    }

    /// <summary>Whether an offer stands where the launchable wants its machine: also where one of both names no place.</summary>
    public static bool IsAtPlaceOf(LaunchableWorkspaceConfig machine, InstanceTypeOffer offer) =>
        string.IsNullOrEmpty(machine.Location) || string.IsNullOrEmpty(offer.Location) || IsSame(offer.Location, machine.Location);

    private static bool IsSame(string? offered, string? wanted) =>
        !string.IsNullOrEmpty(wanted) && wanted.Equals(offered, StringComparison.OrdinalIgnoreCase);
}
