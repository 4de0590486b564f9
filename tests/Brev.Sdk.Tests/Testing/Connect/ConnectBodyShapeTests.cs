using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Fixtures;

namespace Brev.Sdk.Tests.Testing.Connect;

/// <summary>The fake's messages have the members that the real services' have, down to the last level.</summary>
public sealed class ConnectBodyShapeTests : IAsyncLifetime
{
    /// <summary>Members that the fixtures' examples happen not to have.</summary>
    private static readonly string[] Optional =
    [
        "environment.name", "environment.instance.hostname", "items.environment.name", "items.environment.labels",
        "items.supportedStorage.sizeBytes", "items.supportedStorage.sizeBytes.value", "items.supportedStorage.sizeBytes.unit",
    ];

    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private FakeBrev _brev = null!;

    public async Task InitializeAsync()
    {
        _brev = await FakeBrev.StartAsync();
        var organization = _brev.Organizations.Default.Id!;
        var (node, unreachable) =
            (_brev.Nodes.Add(organization, "spark-1").ExternalNodeId!, _brev.Environments.Add(organization).EnvironmentId!);
        _brev.Nodes.AddSystemPort(node, PortProtocol.Ssh, 22);
        _brev.Environments.SetNetwork(unreachable, NetworkMemberStatus.Unspecified);
        _brev.Organizations.AddMembers(organization, 1);
        var secret = _brev.Secrets.Add(organization, "HF_TOKEN", "synthetic-secret-value").SecretId!;
        _places["ORG"] = organization;
        _places["NODE"] = node;
        _places["ENVIRONMENT"] = _brev.Workspaces.Add("train-1").Id!;
        _places["UNREACHABLE"] = unreachable;
        _places["SECRET"] = secret;
        _places["VERSION"] = _brev.Secrets.VersionsOf(secret)[0].VersionId!;
    }

    public async Task DisposeAsync() => await _brev.DisposeAsync();

    [Theory]
    [InlineData(
        "ExternalNodeService/AddNode", """{"organizationId":"ORG","name":"n","deviceId":"d","nodeSpec":SPEC}""", "node-add.json", "")]
    [InlineData(
        "ExternalNodeService/GetNode",
        """{"organizationId":"ORG","externalNodeId":"NODE"}""",
        "node-get.json",
        "externalNode.sshAccess externalNode.nodeSpec")]
    [InlineData("ExternalNodeService/ListNodes", """{"organizationId":"ORG"}""", "node-list.json", "items.sshAccess items.nodeSpec")]
    [InlineData(
        "ExternalNodeService/OpenPort",
        """{"externalNodeId":"NODE","protocol":"PORT_PROTOCOL_TCP","portNumber":8080,"allowedSources":["203.0.113.10/32"]}""",
        "port-tcp.json",
        "")]
    [InlineData(
        "EnvironmentService/OpenHTTPPort",
        """{"environmentId":"ENVIRONMENT","portNumber":3000,"authorizedEmails":["dev@example.com"]}""",
        "port-http.json",
        "")]
    [InlineData(
        "EnvironmentService/GetEnvironment",
        """{"environmentId":"ENVIRONMENT","attachedDataOptions":{"instance":true,"sshAccess":true}}""",
        "environment-get.json",
        "environment.instance.publicIp environment.instance.publicDns")]
    [InlineData("EnvironmentService/GetNetworkInfo", """{"environmentId":"UNREACHABLE"}""", "environment-network-info-none.json", "")]
    [InlineData("InstanceService/ListPublicInstanceType", "{}", "instance-types-catalog-connect.json", "")]
    [InlineData("OrganizationService/ListOrganization", "{}", "organization-list-connect.json", "")]
    [InlineData(
        "OrganizationService/ListOrganizationMembers",
        """{"organizationId":"ORG","pageParams":{"pageSize":1}}""",
        "organization-members-connect.json",
        "")]
    [InlineData(
        "OrganizationService/ListOrganizationComputeResources", """{"organizationId":"ORG"}""", "compute-resources-connect.json", "")]
    [InlineData("UserService/GetCurrentUser", "{}", "user-connect.json", "")]
    [InlineData("ManagedSecretService/GetSecret", """{"secretId":"SECRET"}""", "secret-connect.json", "")]
    [InlineData("ManagedSecretService/ListSecrets", """{"organizationId":"ORG"}""", "secret-list-connect.json", "")]
    [InlineData("ManagedSecretService/ListSecretVersions", """{"secretId":"SECRET"}""", "secret-versions-connect.json", "")]
    [InlineData("ManagedSecretService/GetSecretValue", """{"secretId":"SECRET","versionId":"VERSION"}""", "secret-value-connect.json", "")]
    [InlineData("ManagedSecretService/DeleteSecret", """{"secretId":"SECRET"}""", "empty-message.json", "")]
    [InlineData(
        "ExternalNodeService/AddNode",
        """{"organizationId":"ORG","name":"spark-1","deviceId":"d"}""",
        "error-connect-already-exists.json",
        "")]
    public async Task A_message_has_the_members_of_the_real_one(string method, string request, string fixture, string missing)
    {
        var expected = await ReadAsync(fixture);
        var actual = JsonNode.Parse(await CallAsync(method, request))!;

        var known = Names(expected);
        var lacking = known.Except(Names(actual))
            .Where(name => !missing.Split(' ').Any(part => part.Length > 0 && name.StartsWith(part, StringComparison.Ordinal)));
        Assert.Empty(lacking);
        Assert.Empty(Names(actual).Except(known).Except(Optional));
    }

    private static async Task<JsonNode> ReadAsync(string fixture) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Fixture.Folder, fixture)))!;

    /// <summary>The paths of all members with a value other than the default; what is under free-form members is the user's.</summary>
    private static HashSet<string> Names(JsonNode? node, string path = "")
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in node as JsonObject ?? [])
        {
            var below = path.Length == 0 ? name : $"{path}.{name}";
            if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && text.GetValue<string>().Length == 0)
            {
                continue;
            }

            if (value is not JsonArray { Count: 0 })
            {
                names.Add(below);
                names.UnionWith(name is "metadata" or "labels" ? [] : Below(value, below));
            }
        }

        return names;
    }

    private static IEnumerable<string> Below(JsonNode? value, string path) =>
        value is JsonArray items ? items.SelectMany(item => Names(item, path)) : Names(value, path);

    private async Task<string> CallAsync(string method, string request)
    {
        var spec = (await ReadAsync("node-add.json"))["externalNode"]!["nodeSpec"]!.ToJsonString();
        var body = _places.Aggregate(request, (text, place) => text.Replace(
            $"\"{place.Key}\"", $"\"{place.Value}\"", StringComparison.Ordinal)).Replace("SPEC", spec, StringComparison.Ordinal);
        return await RawCall.PostAsync(_brev, method, body, withToken: method != "InstanceService/ListPublicInstanceType");
    }
}
