using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing;

/// <summary>A strict fake takes a create only with every member that the brev CLI always writes.</summary>
public sealed class StrictCreateTests : IAsyncLifetime
{
    private const string Complete = """
        {"name":"train-1","cloudCredId":"devplane-brev-1-credential","workspaceClassId":"2x8","workspaceTemplateId":"4nbb4lg2s",
        "description":"","isStoppable":false,"primaryApplicationId":"","applications":null,"startupScript":"","gitRepo":"",
        "initBranch":"","startupScriptPath":"","dotBrevPath":"","reposV1":{},"execsV1":{},"instanceType":"TYPE","diskStorage":"120Gi",
        "baseImage":"","vmOnlyMode":false,"portMappings":{},"files":null,"labels":null,"workspaceVersion":"v1",
        "launchJupyterOnStart":false}
        """;

    private FakeBrev _brev = null!;

    public async Task InitializeAsync() => _brev = await FakeBrev.StartAsync(new FakeBrevOptions { StrictCreates = true });

    public async Task DisposeAsync() => await _brev.DisposeAsync();

    [Fact]
    public async Task A_complete_body_creates_a_workspace()
    {
        using var answer = await CreateAsync(static _ => { });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Empty(_brev.Requests.Violations);
    }

    [Theory]
    [InlineData("description")]
    [InlineData("applications")]
    [InlineData("reposV1")]
    [InlineData("labels")]
    [InlineData("vmOnlyMode")]
    [InlineData("launchJupyterOnStart")]
    public async Task A_body_without_a_member_is_refused_and_the_violation_names_the_member(string member)
    {
        using var answer = await CreateAsync(body => body.Remove(member));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Legacy workspace version unsupported", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var violation = Assert.Single(_brev.Requests.Violations);
        Assert.Equal((FakeViolationKind.CreateMemberMissing, member), (violation.Kind, violation.Detail));
        Assert.Empty(_brev.Workspaces.All);
    }

    [Fact]
    public async Task Either_selector_of_the_cloud_is_enough()
    {
        using var answer = await CreateAsync(static body =>
        {
            body.Remove("cloudCredId");
            body["workspaceGroupId"] = "devplane-brev-1";
        });

        Assert.NotEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_brev.Requests.Violations);
    }

    [Fact]
    public async Task A_fake_that_is_not_strict_takes_a_short_body()
    {
        await using var lenient = await FakeBrev.StartAsync();
        using var answer = await CreateAsync(lenient, static body => body.Remove("description"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("devplane-brev-1", null)]
    [InlineData(null, "devplane-brev-1-credential")]
    public async Task A_typed_create_with_a_name_an_instance_type_and_a_cloud_is_complete(string? group, string? credential)
    {
        using var client = new BrevClient(_brev.CreateWatchedOptions());

        await client.CreateWorkspaceAsync(_brev.Organizations.Default.Id!, new CreateWorkspaceRequest
        {
            Name = "train-1",
            InstanceType = FakeInstanceTypes.DefaultType,
            WorkspaceGroupId = group,
            CloudCredId = credential,
        });

        Assert.Empty(_brev.Requests.Violations);
        Assert.Equal("train-1", Assert.Single(_brev.Workspaces.All).Name);
    }

    [Fact]
    public async Task A_plan_with_a_name_and_an_offer_is_complete()
    {
        using var client = new BrevClient(_brev.CreateWatchedOptions());
        var offers = await client.SearchInstanceTypesAsync(new());

        await client.CreateWorkspaceAsync(new WorkspacePlan
        {
            Name = "train-1",
            Offer = offers.First(static offer => offer.Type == FakeInstanceTypes.DefaultType),
            OrganizationId = _brev.Organizations.Default.Id,
        });

        Assert.Empty(_brev.Requests.Violations);
        Assert.Equal("train-1", Assert.Single(_brev.Workspaces.All).Name);
    }

    private static async Task<HttpResponseMessage> CreateAsync(FakeBrev brev, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(Complete.Replace("TYPE", FakeInstanceTypes.DefaultType, StringComparison.Ordinal))!.AsObject();
        change(body);
        using var http = new HttpClient { BaseAddress = brev.ControlPlaneEndpoint };
        http.DefaultRequestHeaders.Authorization = new("Bearer", brev.Tokens.IssueFor());
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await http.PostAsync(new Uri($"/api/organizations/{brev.Organizations.Default.Id}/workspaces", UriKind.Relative), content);
    }

    private Task<HttpResponseMessage> CreateAsync(Action<JsonObject> change) => CreateAsync(_brev, change);
}
