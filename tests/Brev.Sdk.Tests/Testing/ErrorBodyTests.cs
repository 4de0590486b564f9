using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Fixtures;

namespace Brev.Sdk.Tests.Testing;

/// <summary>The fake refuses with the bodies of the real servers, to the letter.</summary>
public sealed class ErrorBodyTests : IAsyncLifetime
{
    private FakeBrev _brev = null!;

    private string Workspaces => $"/api/organizations/{_brev.Organizations.Default.Id}/workspaces";

    public async Task InitializeAsync() => _brev = await FakeBrev.StartAsync();

    public async Task DisposeAsync() => await _brev.DisposeAsync();

    [Theory]
    [InlineData(
        """{"name":"train-1","cloudCredId":"devplane-brev-1-credential"}""",
        HttpStatusCode.BadRequest, "error-400-legacy-version.json")]
    [InlineData("""{"name":"train-1","workspaceVersion":"v1"}""", HttpStatusCode.BadRequest, "error-400-cloud-selector.json")]
    [InlineData(
        """{"name":"train-1","workspaceVersion":"v1","cloudCredId":"devplane-brev-1-credential","""
            + "\"instanceType\":\"g2-standard-4:nvidia-l4:1\"}",
        HttpStatusCode.InternalServerError, "error-500-instance-type-not-found.json")]
    public async Task A_workspace_that_breaks_a_rule(string body, HttpStatusCode status, string fixture) =>
        await AssertErrorAsync(HttpMethod.Post, Workspaces, body, status, fixture);

    [Fact]
    public async Task A_name_that_is_taken()
    {
        _brev.Workspaces.Add("train-1");

        await AssertErrorAsync(
            HttpMethod.Post, Workspaces, """{"name":"train-1","workspaceVersion":"v1","workspaceGroupId":"devplane-brev-1"}""",
            HttpStatusCode.BadRequest, "error-400-duplicate-workspace.json");
    }

    [Fact]
    public async Task A_workspace_that_is_not_there() =>
        await AssertErrorAsync(HttpMethod.Get, "/api/workspaces/none", null, HttpStatusCode.NotFound, "error-404-not-found.json");

    [Fact]
    public async Task An_organization_of_others() =>
        await AssertErrorAsync(
            HttpMethod.Get, $"/api/organizations/{_brev.Organizations.Add("others").Id}", null, HttpStatusCode.Forbidden,
            "error-403-forbidden.json");

    [Fact]
    public async Task A_token_that_is_revoked()
    {
        var token = _brev.Tokens.IssueFor();
        _brev.Tokens.Revoke(token);

        await AssertErrorAsync(HttpMethod.Get, "/api/me", null, HttpStatusCode.Unauthorized, "error-401-unauthorized.json", token);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "error-500-transient.json")]
    [InlineData(HttpStatusCode.Unauthorized, "error-401-unauthorized.json")]
    [InlineData(HttpStatusCode.Forbidden, "error-403-forbidden.json")]
    public async Task A_planned_failure_without_a_body_of_its_own(HttpStatusCode status, string fixture)
    {
        _brev.Requests.FailNext(status);

        await AssertErrorAsync(HttpMethod.Get, "/api/me", null, status, fixture);
    }

    [Fact]
    public async Task A_state_that_a_test_has_made_impossible_is_named()
    {
        var token = _brev.Tokens.AddApiKey(userId: "nobody");
        _brev.Workspaces.Add("train-1", userId: "nobody");
        _brev.Organizations.AddMember(_brev.Organizations.Default.Id!, "nobody");

        var (status, body) = await SendAsync(HttpMethod.Get, $"/api/workspaces/{_brev.Workspaces.All[0].Id}/setup", null, token);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("The fake could not answer GET /api/workspaces/", body["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private async Task AssertErrorAsync(
        HttpMethod method, string path, string? body, HttpStatusCode status, string fixture, string? token = null)
    {
        var (actualStatus, actual) = await SendAsync(method, path, body, token ?? _brev.Tokens.IssueFor());
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Fixture.Folder, fixture)))!;

        Assert.Equal(status, actualStatus);
        Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? body, string token)
    {
        using var http = new HttpClient { BaseAddress = _brev.ControlPlaneEndpoint };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
