using System.Globalization;

namespace Brev.Sdk.Workspaces.Creating;

/// <summary>
/// Turns a launchable into a plan as the brev CLI does it. The server fills in nothing: what is not copied here is not on the machine.
/// </summary>
internal sealed class LaunchablePlan(BrevClient client, string launchableId, string name)
{
    private const string Advice = "Pass an offer of SearchInstanceTypesAsync to FromLaunchableAsync";

    /// <summary>The plan on an offer of the caller's.</summary>
    public async Task<WorkspacePlan> ReadAsync(InstanceTypeOffer offer, CancellationToken cancellationToken)
    {
        var launchable = await client.GetLaunchableAsync(launchableId, cancellationToken).ConfigureAwait(false);
        var machine = launchable.CreateWorkspaceRequest ?? new LaunchableWorkspaceConfig();
        if (!string.IsNullOrEmpty(machine.InstanceType) && machine.InstanceType != offer.Type)
        {
            throw Unusable(
                $"asks for the instance type '{machine.InstanceType}', and the offer is for '{offer.Type}'. Search for one of that type");
        }

        return await ReadAsync(launchable, [offer], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The plan on the offers of an organization for the type that the launchable asks for.</summary>
    public async Task<WorkspacePlan> ReadAsync(string? organizationId, CancellationToken cancellationToken)
    {
        var launchable = await client.GetLaunchableAsync(launchableId, cancellationToken).ConfigureAwait(false);
        var machine = launchable.CreateWorkspaceRequest ?? new LaunchableWorkspaceConfig();
        if (string.IsNullOrWhiteSpace(machine.InstanceType))
        {
            throw Unusable($"names no instance type. {Advice}");
        }

        var query = new InstanceTypeQuery { OrganizationId = organizationId, IncludeCpu = true, IncludeOtherVendors = true };
        var all = await client.SearchInstanceTypesAsync(query, cancellationToken).ConfigureAwait(false);
        var offers = LaunchableOffers.Choose(all, machine);
        return offers.Count > 0
            ? await ReadAsync(launchable, offers, cancellationToken).ConfigureAwait(false)
            : throw Unusable(
                $"asks for the instance type '{machine.InstanceType}', which this organization cannot rent at the moment. Try again "
                + "later, or copy the launchable for another type");
    }

    private async Task<WorkspacePlan> ReadAsync(Launchable launchable, IReadOnlyList<InstanceTypeOffer> offers,
        CancellationToken cancellationToken)
    {
        var machine = launchable.CreateWorkspaceRequest ?? new LaunchableWorkspaceConfig();
        var build = launchable.BuildRequest ?? new LaunchableBuildConfig();
        var plan = new WorkspacePlan
        {
            Name = name,
            Offer = WithPlaceOf(machine, offers[0]),
            Fallbacks = [.. offers.Skip(1).Select(offer => WithPlaceOf(machine, offer))],
            DiskGiB = ReadStorage(machine.Storage),
            StartupScript = await ReadScriptAsync(build.VmBuild, cancellationToken).ConfigureAwait(false),
            Mode = ReadMode(build),
            Ports = ReadPorts(build.Ports ?? []),
            FirewallRules = [.. machine.FirewallRules ?? []],
            BaseImage = machine.ImageId ?? "",
            Files = launchable.File is { } file ? [file] : [],
            LaunchableId = launchableId,
            Labels = WriteLabels(launchable, machine),
        };

        // Where none takes the disk, the check of the plan says why.
        InstanceTypeOffer[] fitting = [.. plan.Offers.Where(offer => PlanValidation.FindDiskFault(plan, offer) is null)];
        return fitting is [var best, .. var others] ? plan with { Offer = best, Fallbacks = others } : plan;
    }

    /// <summary>
    /// An offer stays at its place, which is what its price is for, and at its cloud. The launchable fills in what the offer leaves open,
    /// and its part of the location where both name the same one.
    /// </summary>
    private static InstanceTypeOffer WithPlaceOf(LaunchableWorkspaceConfig machine, InstanceTypeOffer offer) =>
        WithCloudOf(machine, offer) with
    {
        Location = Prefer(offer.Location, machine.Location) ?? "",
        SubLocation = LaunchableOffers.IsAtPlaceOf(machine, offer) ? Prefer(machine.SubLocation, offer.SubLocation) : offer.SubLocation,
    };

    /// <summary>
    /// Credential and group come from one source: a request with a credential is created through it, whatever its group is.
    /// </summary>
    private static InstanceTypeOffer WithCloudOf(LaunchableWorkspaceConfig machine, InstanceTypeOffer offer) =>
        string.IsNullOrEmpty(offer.CloudCredId) && string.IsNullOrEmpty(offer.WorkspaceGroupId)
            ? offer with { CloudCredId = machine.CloudCredId, WorkspaceGroupId = machine.WorkspaceGroupId } : offer;

    private async Task<string?> ReadScriptAsync(VmBuild? build, CancellationToken cancellationToken)
    {
        if (build?.LifeCycleScriptAttr is not { } attributes)
        {
            return null;
        }

        if (!string.IsNullOrEmpty(attributes.Script) || string.IsNullOrEmpty(attributes.Id))
        {
            return string.IsNullOrEmpty(attributes.Script) ? null : attributes.Script;
        }

        var answer = await client.GetLaunchableLifecycleScriptAsync(launchableId, attributes.Id, cancellationToken).ConfigureAwait(false);
        return answer.Attrs?.Script is { Length: > 0 } script ? script : throw Unusable(
            $"has the startup script '{attributes.Id}', and its text cannot be had, so the machine would run nothing. Ask its author");
    }

    private static WorkspaceMode ReadMode(LaunchableBuildConfig build) =>
        build.ContainerBuild is { } container ? WorkspaceMode.Container(container)
        : build.DockerCompose is { } compose ? WorkspaceMode.Compose(compose)
        : build.VmBuild is { } machine ? WorkspaceMode.Vm(machine with { LifeCycleScriptAttr = null })
        : WorkspaceMode.VirtualMachine;

    private Dictionary<string, int> ReadPorts(IReadOnlyList<LaunchablePort> ports)
    {
        var read = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var port in ports)
        {
            var portName = port.Name is { Length: > 0 } given ? given : $"port-{port.Port}";
            if (!int.TryParse(port.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                throw Unusable($"opens the port '{port.Port}', which is no number");
            }

            if (!read.TryAdd(portName, number) && read[portName] != number)
            {
                throw Unusable($"opens two ports, {read[portName]} and {number}, under the name '{portName}'");
            }
        }

        return read;
    }

    /// <summary>A bare number is in GiB.</summary>
    private int ReadStorage(string? storage)
    {
        var text = storage?.Trim() ?? "";
        if (text.Length == 0)
        {
            return 0;
        }

        var (digits, factor) =
            text.EndsWith("TiB", StringComparison.Ordinal) ? (text[..^3], 1024)
            : text.EndsWith("Ti", StringComparison.Ordinal) ? (text[..^2], 1024)
            : text.EndsWith("GiB", StringComparison.Ordinal) ? (text[..^3], 1)
            : text.EndsWith("Gi", StringComparison.Ordinal) ? (text[..^2], 1)
            : (text, 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size <= int.MaxValue / factor
            ? size * factor
            : throw Unusable($"asks for a disk of '{storage}', which is no size in GiB or TiB");
    }

    private Dictionary<string, string> WriteLabels(Launchable launchable, LaunchableWorkspaceConfig machine)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["launchableId"] = launchableId,
            ["launchableRawURL"] = $"/launchable/deploy/now?launchableID={launchableId}",
        };
        Add("launchableInstanceType", machine.InstanceType);
        Add("workspaceGroupId", machine.WorkspaceGroupId);
        Add("cloudCredId", machine.CloudCredId);
        Add("launchableCreatedByUserId", launchable.CreatedByUserId);
        Add("launchableCreatedByOrgId", launchable.CreatedByOrgId);
        return labels;

        void Add(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                labels[label] = value;
            }
        }
    }

    private static string? Prefer(string? first, string? second) => string.IsNullOrEmpty(first) ? second : first;

    private BrevConfigurationException Unusable(string what) => new($"The launchable {launchableId} {what}.");
}
