using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Workspaces.Creating;

/// <summary>The rules of a plan. Brev accepts many of the mistakes caught here and fails minutes later.</summary>
internal static partial class PlanValidation
{
    private const int LongestName = 63;
    private const int LargestScript = 16 * 1024;
    private const int LastPort = 65535;

    public static void Validate(WorkspacePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        CheckPresence(plan);
        CheckName(plan.Name);
        CheckScript(plan);
        CheckPorts(plan);
        CheckMode(plan.Mode);
        foreach (var offer in plan.Offers)
        {
            CheckOffer(plan, offer);
        }
    }

    private static void CheckPresence(WorkspacePlan plan)
    {
        Require(plan.Offer is not null, "Offer is missing. Take one of SearchInstanceTypesAsync.");
        Require(plan.Mode is not null, "Mode is missing. Leave it out for a virtual machine.");
        CheckList(plan.Fallbacks, nameof(plan.Fallbacks));
        CheckList(plan.FirewallRules, nameof(plan.FirewallRules));
        CheckList(plan.ClientIps, nameof(plan.ClientIps));
        CheckList(plan.Files, nameof(plan.Files));
        Require(plan.Ports is not null, "Ports is null. Leave it out for none.");
        Require(plan.Labels is not null, "Labels is null. Leave it out for none.");
    }

    private static void CheckList<T>(IReadOnlyList<T> list, string property)
    {
        Require(list is not null, $"{property} is null. Leave it out for none.");
        Require(!list.Contains(default!), $"{property} holds null. Leave such an entry out.");
    }

    private static void CheckName(string name) => Require(
        name is { Length: > 0 and <= LongestName } && NamePattern().IsMatch(name),
        $"Name '{name}' is no name for a workspace. Use letters, digits, '.', '_' and '-', the first a letter or digit, at most "
        + $"{LongestName} characters.");

    private static void CheckScript(WorkspacePlan plan)
    {
        Require(
            plan.StartupScript is null || plan.Mode.VmBuild is not null,
            "StartupScript is only run on a virtual machine. Put the commands into the image or the compose file, or use "
            + "WorkspaceMode.VirtualMachine.");
        var (script, source) = plan.StartupScript is { } own ? (own, nameof(plan.StartupScript))
            : (plan.Mode.VmBuild?.LifeCycleScriptAttr?.Script, "Mode: LifeCycleScriptAttr.Script");
        if (script is null)
        {
            return;
        }

        Require(script.StartsWith("#!", StringComparison.Ordinal),
            $"{source} does not begin with a shebang, so it would not run. Begin its first line with '#!/bin/bash'.");
        var size = Encoding.UTF8.GetByteCount(PlanRequest.WithUnixLineEnds(script));
        Require(size <= LargestScript,
            $"{source} has {size} bytes, and {LargestScript} (16 KiB) are allowed. Let a short script fetch the rest.");
    }

    private static void CheckPorts(WorkspacePlan plan)
    {
        foreach (var (name, port) in plan.Ports)
        {
            Require(!string.IsNullOrWhiteSpace(name), $"Ports holds the port {port} without a name. Name it after its application.");
            Require(port is > 0 and <= LastPort, $"Ports holds '{name}' with port {port}. A port is between 1 and 65535.");
        }

        foreach (var rule in plan.FirewallRules)
        {
            Require(IsPortOrRange(rule.Port ?? ""),
                $"FirewallRules holds the port '{rule.Port}'. Write a port such as '8080' or a range such as '8000-8100'.");
            Require(
                rule.AllowedIps != FirewallAllowedIps.UserIP || rule.ClientIps is { Count: > 0 } || plan.ClientIps.Count > 0,
                $"FirewallRules opens port {rule.Port} to the user's own address, which is not given. Set ClientIps to your public "
                + "address, such as '203.0.113.10/32'.");
        }
    }

    private static bool IsPortOrRange(string text)
    {
        var ends = FirewallPort().Match(text) is { Success: true } match ? match.Value.Split('-') : [];
        int[] ports = [.. ends.Select(static end => int.Parse(end, NumberStyles.None, CultureInfo.InvariantCulture))];
        return ports is [var first, ..] && first > 0 && first <= ports[^1] && ports[^1] <= LastPort;
    }

    private static void CheckMode(WorkspaceMode mode)
    {
        Require(mode.CustomContainer is not { } container || !string.IsNullOrWhiteSpace(container.ContainerUrl),
            "Mode runs a container without an image. Set ContainerUrl.");
        Require(
            mode.DockerCompose is not { } compose
            || string.IsNullOrWhiteSpace(compose.FileUrl) != string.IsNullOrWhiteSpace(compose.YamlString),
            "Mode runs Docker Compose and needs either the address of the compose file (FileUrl) or its text (YamlString), and not both.");
    }

    private static void CheckOffer(WorkspacePlan plan, InstanceTypeOffer offer)
    {
        Require(!string.IsNullOrWhiteSpace(offer.Type), "An offer has no type. Take offers of SearchInstanceTypesAsync.");
        Require(offer.Disk is not null, $"The offer '{offer.Type}' has no rules for its disk. Take offers of SearchInstanceTypesAsync.");
        Require(
            !string.IsNullOrEmpty(offer.CloudCredId) || !string.IsNullOrEmpty(offer.WorkspaceGroupId),
            $"The offer '{offer.Type}' names neither a cloud credential nor a workspace group, and Brev needs one. Take it from "
            + "SearchInstanceTypesAsync, which reads them from the list of the organization.");
        Require(plan.DiskGiB >= 0, $"DiskGiB is {plan.DiskGiB}. Give the size in GiB, or 0 for the default of the offer.");
        var fault = FindDiskFault(plan, offer);
        Require(fault is null, fault!);
    }

    /// <summary>
    /// Why the disk of a plan does not fit an offer; <see langword="null"/> when it does. A fixed disk has its own size, whatever the plan
    /// asks of the others, so that only the image can be too large for it.
    /// </summary>
    public static string? FindDiskFault(WorkspacePlan plan, InstanceTypeOffer offer)
    {
        if (!offer.Disk.IsElastic)
        {
            return offer.Disk is not { MinGiB: { } has, ImageMinGiB: { } image } || has >= image ? null : Text(
                $"'{offer.Type}' at {offer.Provider} has {offer.Disk.MinGiB:0.#} GiB, and its image needs {offer.Disk.ImageMinGiB:0.#}")
                + " GiB. Brev takes it and fails minutes later: choose another offer.";
        }

        var (size, least) = (plan.DiskOn(offer), Math.Max(offer.Disk.MinGiB ?? 1, offer.Disk.ImageMinGiB ?? 1));
        return size < least ? Text(
                $"DiskGiB is {size}, and '{offer.Type}' at {offer.Provider} needs {least:0.#} GiB")
                + ": Brev takes less and fails minutes later."
            : size > offer.Disk.MaxGiB ? Text(
                $"DiskGiB is {size}, and '{offer.Type}' at {offer.Provider} has at most {offer.Disk.MaxGiB:0.#} GiB.")
            : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Require([DoesNotReturnIf(false)] bool holds, string message, string parameter = "plan")
    {
        if (!holds)
        {
            throw new ArgumentException($"WorkspacePlan.{message}", parameter);
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[0-9]{1,5}(-[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FirewallPort();
}
