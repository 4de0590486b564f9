using System.Text.Json.Nodes;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Fixtures;

namespace Brev.Sdk.Tests.Testing;

/// <summary>The fake writes the members that the real servers write, no more and no fewer.</summary>
public sealed class BodyShapeTests : IAsyncLifetime
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private FakeBrev _brev = null!;

    public async Task InitializeAsync()
    {
        _brev = await FakeBrev.StartAsync();
        var organization = _brev.Organizations.Default.Id!;
        var workspace = _brev.Workspaces.Add("train-1").Id!;
        _brev.Workspaces.DeployTime = TimeSpan.FromMinutes(1);
        _places["{organizationId}"] = organization;
        _places["{workspaceId}"] = workspace;
        _places["{deployingId}"] = _brev.Workspaces.Add("train-2", WorkspaceStatus.Deploying).Id!;
        _places["{userId}"] = _brev.Users.Current.Id!;
    }

    public async Task DisposeAsync() => await _brev.DisposeAsync();

    [Theory]
    [InlineData("/api/me", "me.json", "")]
    [InlineData("/api/users/{userId}", "user.json", "")]
    [InlineData("/api/me/keys", "me-keys.json", "")]
    [InlineData("/api/health", "health.json", "")]
    [InlineData("/api/organizations", "organizations.json", "")]
    [InlineData("/api/organizations/{organizationId}", "organization.json", "")]
    [InlineData("/api/organizations/{organizationId}/role_attachments", "organization-role-attachments.json", "")]
    [InlineData("/api/organizations/{organizationId}/credits", "organization-credits.json", "")]
    [InlineData("/api/organizations/{organizationId}/billingprofile", "billing-profile.json", "")]
    [InlineData("/api/organizations/{organizationId}/workspaces", "workspaces-list.json", "")]
    [InlineData("/api/workspaces/{workspaceId}", "workspace.json", "")]
    [InlineData("/api/workspaces/{deployingId}", "workspace-deploying.json", "")]
    [InlineData("/api/workspaces/{workspaceId}/metadata", "workspace-metadata.json", "")]
    [InlineData("/api/workspaces/{workspaceId}/setup", "workspace-setup.json", "")]
    [InlineData("/api/instances/alltypesavailable/{organizationId}", "instance-types-org.json", "workspaceGroupErrors")]
    public async Task An_answer_has_the_members_of_the_real_one(string path, string fixture, string missing)
    {
        foreach (var (name, value) in _places)
        {
            path = path.Replace(name, value, StringComparison.Ordinal);
        }

        using var http = new HttpClient { BaseAddress = _brev.ControlPlaneEndpoint };
        if (path != "/api/health")
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", _brev.Tokens.IssueFor());
        }

        var actual = First(JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative))));
        var expected = First(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Fixture.Folder, fixture))));

        Assert.Equal(Names(expected).Except(missing.Split(' ')), Names(actual));
    }

    private static JsonObject First(JsonNode? node) => (node is JsonArray list ? list[0] : node)!.AsObject();

    private static IEnumerable<string> Names(JsonObject body) => body.Select(member => member.Key).Order(StringComparer.Ordinal);
}
