namespace Brev.Sdk.Testing.Workspaces;

/// <summary>Writes the tunnel of a workspace as the control plane does.</summary>
internal static class TunnelBody
{
    public static JsonObject Write(WorkspaceRecord record, string applicationName, bool isPublic) => new()
    {
        ["tunnelID"] = $"tunnel-{record.Id}",
        ["applications"] = new JsonArray(WriteApplication(record, applicationName, isPublic)),
        ["tunnelSetupBash"] = "# synthetic",
        ["tunnelStatus"] = "HEALTHY",
    };

    private static JsonObject WriteApplication(WorkspaceRecord record, string name, bool isPublic) => new()
    {
        ["cloudflareApplicationID"] = $"cf-app-{record.Id}",
        ["cloudflareDnsRecordID"] = $"cf-dns-{record.Id}",
        ["hostname"] = $"{name}-{record.Id}.example.test",
        ["name"] = name,
        ["serviceType"] = "HTTP",
        ["port"] = 8888,
        ["userApplicationSetupBash"] = "",
        ["policy"] = new JsonObject
        {
            ["allowedUserAuthIDs"] = new JsonArray(),
            ["allowedUserProviderIDs"] = new JsonArray(),
            ["allowEveryone"] = isPublic,
            ["apiKey"] = new JsonObject { ["enabled"] = false, ["id"] = "", ["clientID"] = "", ["clientSecret"] = "" },
        },
        ["healthCheckID"] = "",
    };
}
