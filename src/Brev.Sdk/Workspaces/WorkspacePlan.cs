using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk;

/// <summary>
/// A workspace to create: a name, an offer of <c>SearchInstanceTypesAsync</c>, and what differs from the defaults. Whatever the API needs
/// besides is filled in as the brev CLI does it. A plan is checked before anything is sent.
/// </summary>
public sealed record WorkspacePlan
{
    /// <summary>
    /// The name: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first a letter or digit, at most 63 characters. Unique in the
    /// organization, and taken until the deletion of an earlier workspace of that name is complete.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>What to create it on. Its location goes along, so that the machine stands where the price was seen.</summary>
    public required InstanceTypeOffer Offer { get; init; }

    /// <summary>
    /// Offers that are tried in turn when <see cref="Offer"/> cannot be had at the moment: the create is refused for lack of capacity, or,
    /// when it is rented, its deployment ends in <c>FAILURE</c> for that reason; the failed machine is then given back first. Default:
    /// none.
    /// </summary>
    public IReadOnlyList<InstanceTypeOffer> Fallbacks { get; init; } = [];

    /// <summary>
    /// The id of the organization that owns and pays for it. Default: <see langword="null"/>, that of <see cref="Offer"/>, or else the
    /// active one (<see cref="OrganizationExtensions.GetActiveOrganizationAsync"/>).
    /// </summary>
    public string? OrganizationId { get; init; }

    /// <summary>
    /// The size of its disk in GiB. Default: 0, the default size of the offer that it is created on (120 GiB, moved into the offer's
    /// bounds). On an offer whose disk is fixed (<see cref="OfferDisk.IsElastic"/>) it has no effect: the disk has the size of the offer.
    /// </summary>
    public int DiskGiB { get; init; }

    /// <summary>
    /// A script that Brev runs on the machine once, as a user without root, while it is set up. It begins with <c>#!</c> and has at most 16
    /// KiB in UTF-8; line ends of Windows are sent as those of Linux. Only for virtual machines. Secret: it is never printed. Its end shows
    /// nowhere in the API, so let it leave a mark.
    /// </summary>
    public string? StartupScript { get; init; }

    /// <summary>
    /// Ports of applications to open, 1 to 65535, by a name of your choice: <c>["jupyter-lab"] = 8888</c>. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = new Dictionary<string, int>();

    /// <summary>Ports to open to the internet, or to some addresses. Default: none.</summary>
    public IReadOnlyList<FirewallRule> FirewallRules { get; init; } = [];

    /// <summary>
    /// The addresses, in CIDR form such as <c>203.0.113.10/32</c>, for firewall rules of <see cref="FirewallAllowedIps.UserIP"/> that name
    /// none. The SDK does not ask the internet for this machine's own address. Default: none.
    /// </summary>
    public IReadOnlyList<string> ClientIps { get; init; } = [];

    /// <summary>Virtual machine, container or compose. Default: <see cref="WorkspaceMode.VirtualMachine"/>.</summary>
    public WorkspaceMode Mode { get; init; } = WorkspaceMode.VirtualMachine;

    /// <summary>Text for people; a lease writes its mark behind it. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether Brev stops it by itself when it is idle. Default: <see langword="false"/>.</summary>
    public bool StopsWhenIdle { get; init; }

    /// <summary>The machine image. Default: empty, Brev's own.</summary>
    public string BaseImage { get; init; } = "";

    /// <summary>Files and repositories to place on the machine. Default: none.</summary>
    public IReadOnlyList<WorkspaceFile> Files { get; init; } = [];

    /// <summary>Labels. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The launchable that it is made from, which <c>FromLaunchableAsync</c> sets. Default: none.</summary>
    public string? LaunchableId { get; init; }

    /// <summary>
    /// The plan that a launchable describes, complete: the text of its startup script is fetched, since Brev does not fill it in; ports,
    /// firewall rules, files, disk, sub-location and labels are carried over. Its coupon is left to the caller:
    /// <c>RedeemCreditCodeAsync</c> with <see cref="Launchable.CouponCode"/>.
    /// </summary>
    /// <param name="brev">The client.</param>
    /// <param name="launchableId">The id, such as <c>env-2abc</c>, or the address of the launchable in the console.</param>
    /// <param name="name">The name of the new workspace.</param>
    /// <param name="offer">The offer for the type that the launchable asks for. Its cloud and its location, which its price is for, go
    /// before those that the launchable names; the launchable's part of the location (<see cref="InstanceTypeOffer.SubLocation"/>) is
    /// carried over where both name the same location.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The id is none.</exception>
    /// <exception cref="BrevConfigurationException">The launchable holds something that cannot be created, or asks for another type than
    /// the offer's.</exception>
    /// <exception cref="BrevApiException">There is no such launchable, or its script cannot be read.</exception>
    public static Task<WorkspacePlan> FromLaunchableAsync(
        BrevClient brev, string launchableId, string name, InstanceTypeOffer offer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(offer);
        return new LaunchablePlan(brev, LaunchableAddress.ReadId(launchableId), name).ReadAsync(offer, cancellationToken);
    }

    /// <summary>
    /// The plan that a launchable describes, as the other overload reads it, on what an organization can rent of the instance type that the
    /// launchable asks for: at its place and through its cloud where it names them and there is an offer, otherwise the cheapest at that
    /// offer's own place; the next ones are fallbacks.
    /// </summary>
    /// <param name="brev">The client.</param>
    /// <param name="launchableId">The id, such as <c>env-2abc</c>, or the address of the launchable in the console.</param>
    /// <param name="name">The name of the new workspace.</param>
    /// <param name="organizationId">The id of the organization that pays for it; <see langword="null"/> for the active one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The id is none.</exception>
    /// <exception cref="BrevConfigurationException">The launchable holds something that cannot be created, or its instance type cannot be
    /// rented at the moment.</exception>
    /// <exception cref="BrevOrganizationException">No organization is given, and there is none that is active.</exception>
    /// <exception cref="BrevApiException">There is no such launchable, or its script cannot be read.</exception>
    public static Task<WorkspacePlan> FromLaunchableAsync(
        BrevClient brev, string launchableId, string name, string? organizationId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new LaunchablePlan(brev, LaunchableAddress.ReadId(launchableId), name).ReadAsync(organizationId, cancellationToken);
    }

    /// <summary>The name, the offer and the disk; nothing secret.</summary>
    public override string ToString() =>
        $"WorkspacePlan {{ Name = {Name}, Offer = {Offer?.Type} ({Offer?.Provider}, {Offer?.Location}), "
        + $"DiskGiB = {DiskGiB}, Fallbacks = {Fallbacks?.Count} }}";

    /// <summary>The offers in the order in which they are tried.</summary>
    internal IEnumerable<InstanceTypeOffer> Offers => [Offer, .. Fallbacks];

    /// <summary>The plan without an offer and those before it; <see langword="null"/> when no offer is left.</summary>
    internal WorkspacePlan? After(InstanceTypeOffer offer) =>
        Offers.SkipWhile(one => !ReferenceEquals(one, offer)).Skip(1).ToArray() is [var next, .. var others]
            ? this with { Offer = next, Fallbacks = others }
            : null;

    /// <summary>The size of the disk on an offer: the one that is asked for, unless that of the offer is known and fixed.</summary>
    internal int DiskOn(InstanceTypeOffer offer) =>
        DiskGiB == 0 || offer.Disk is { IsElastic: false, MinGiB: not null } ? offer.Disk.DefaultGiB : DiskGiB;
}
