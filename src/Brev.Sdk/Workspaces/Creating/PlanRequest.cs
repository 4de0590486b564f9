using System.Globalization;

namespace Brev.Sdk.Workspaces.Creating;

/// <summary>Turns a plan and one of its offers into the request that the brev CLI would send.</summary>
internal static class PlanRequest
{
    public static CreateWorkspaceRequest Write(WorkspacePlan plan, InstanceTypeOffer offer) => new()
    {
        Name = plan.Name,
        WorkspaceVersion = WorkspaceVersion.V1,
        Description = plan.Description,
        CloudCredId = NullIfEmpty(offer.CloudCredId),

        // With a credential, the CLI sends its id as the group as well.
        WorkspaceGroupId = NullIfEmpty(offer.CloudCredId) ?? offer.WorkspaceGroupId,
        InstanceType = offer.Type,
        Location = NullIfEmpty(offer.Location)?.ToLowerInvariant(),
        SubLocation = NullIfEmpty(offer.SubLocation)?.ToLowerInvariant(),
        DiskStorage = string.Create(CultureInfo.InvariantCulture, $"{plan.DiskOn(offer)}Gi"),
        BaseImage = plan.BaseImage,
        IsStoppable = plan.StopsWhenIdle,
        VmBuild = WriteVm(plan),
        CustomContainer = plan.Mode.CustomContainer,
        DockerCompose = plan.Mode.DockerCompose,
        PortMappings = plan.Ports.ToDictionary(static port => port.Key, static port => port.Value.ToString(CultureInfo.InvariantCulture)),
        FirewallRules = plan.FirewallRules.Count == 0 ? null : [.. plan.FirewallRules.Select(rule => WithAddresses(rule, plan.ClientIps))],
        Files = plan.Files.Count == 0 ? null : plan.Files,
        Labels = plan.Labels.Count == 0 ? null : plan.Labels,
        LaunchableConfig = plan.LaunchableId is { } id ? new LaunchableReference { Id = id } : null,
    };

    /// <summary>
    /// A shebang that ends in a carriage return names an interpreter that does not exist. All else that Unicode calls a line end is data.
    /// </summary>
    public static string WithUnixLineEnds(string script) => script.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static VmBuild? WriteVm(WorkspacePlan plan) => plan.Mode.VmBuild is not { } build ? null
        : plan.StartupScript is { } script
            ? build with { LifeCycleScriptAttr = new LifecycleScriptAttr { Script = WithUnixLineEnds(script) } }
        : build.LifeCycleScriptAttr is { Script: { } text } attributes
            ? build with { LifeCycleScriptAttr = attributes with { Script = WithUnixLineEnds(text) } }
        : build;

    private static FirewallRule WithAddresses(FirewallRule rule, IReadOnlyList<string> clientIps) =>
        rule.AllowedIps == FirewallAllowedIps.UserIP && rule.ClientIps is not { Count: > 0 } ? rule with { ClientIps = clientIps } : rule;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
