using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeRequestsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private BrevClient Client => _stage.Client;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_planned_failure_hits_its_operation_and_no_other()
    {
        Brev.Requests.FailNext("ListOrganizations", HttpStatusCode.ServiceUnavailable);

        await Client.GetCurrentUserAsync();
        var failed = await Assert.ThrowsAsync<BrevApiException>(() => Client.ListOrganizationsAsync());
        await Client.ListOrganizationsAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Equal([503, 200], Brev.Requests.For("ListOrganizations").Select(request => request.Status));
    }

    [Fact]
    public async Task A_planned_failure_of_any_operation_has_the_body_that_was_asked_for()
    {
        Brev.Requests.FailNext(HttpStatusCode.Conflict, times: 2, body: """{"message":"no capacity"}""");

        var first = await Assert.ThrowsAsync<BrevApiException>(() => Client.GetCurrentUserAsync());
        var second = await Assert.ThrowsAsync<BrevApiException>(() => Client.ListOrganizationsAsync());
        await Client.ListOrganizationsAsync();

        Assert.Contains("no capacity", first.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
    }

    [Fact]
    public async Task A_planned_failure_changes_nothing()
    {
        Brev.Requests.FailNext("CreateOrganization", HttpStatusCode.InternalServerError);

        await Assert.ThrowsAsync<BrevApiException>(() => Client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "new" }));

        Assert.Single(Brev.Organizations.All);
    }

    [Fact]
    public async Task An_answer_that_is_lost_leaves_its_effect_behind()
    {
        Brev.Requests.LoseNextAnswer("CreateOrganization", HttpStatusCode.InternalServerError);

        await Assert.ThrowsAsync<BrevApiException>(() => Client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "new" }));

        Assert.Contains(Brev.Organizations.All, organization => organization.Name == "new");
    }

    [Fact]
    public async Task A_connection_that_is_cut_brings_no_answer()
    {
        Brev.Requests.FailNext("ListOrganizations", FakeFailure.BrokenConnection);

        await Assert.ThrowsAsync<BrevConnectionException>(() => Client.ListOrganizationsAsync());
        await Client.ListOrganizationsAsync();

        Assert.Equal([null, 200], Brev.Requests.For("ListOrganizations").Select(request => request.Status));
    }

    [Fact]
    public async Task A_failure_can_say_when_to_come_back()
    {
        Brev.Requests.FailNext(
            "ListOrganizations", new FakeFailure(HttpStatusCode.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(7) });
        using var http = new HttpClient { BaseAddress = Brev.ControlPlaneEndpoint };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Brev.Tokens.IssueFor());

        using var answer = await http.GetAsync(new Uri("/api/organizations", UriKind.Relative));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_failure_is_retried_when_the_clock_moves()
    {
        using var client = CreateClientThatRetries();
        Brev.Requests.FailNext("GetCurrentUser", HttpStatusCode.ServiceUnavailable);

        var call = client.GetCurrentUserAsync();
        await Brev.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(20)).WaitAsync(Patience);
        Brev.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(Brev.Users.Current.Id, (await call.WaitAsync(Patience)).Id);
        Assert.Equal([503, 200], Brev.Requests.For("GetCurrentUser").Select(request => request.Status));
    }

    [Fact]
    public async Task Running_a_call_gets_it_through_its_retries()
    {
        using var client = CreateClientThatRetries();
        Brev.Requests.FailNext("GetCurrentUser", HttpStatusCode.ServiceUnavailable, times: 2);

        var user = await Brev.Clock.RunAsync(client.GetCurrentUserAsync()).WaitAsync(Patience);

        Assert.Equal(Brev.Users.Current.Id, user.Id);
        Assert.Equal([503, 503, 200], Brev.Requests.For("GetCurrentUser").Select(request => request.Status));
    }

    [Fact]
    public async Task A_held_request_is_answered_when_its_gate_is_released()
    {
        using var gate = Brev.Requests.HoldNext("GetCurrentUser");

        var call = Client.GetCurrentUserAsync();
        await gate.Reached.WaitAsync(Patience);
        Assert.False(call.IsCompleted);
        Assert.Null(Assert.Single(Brev.Requests).Status);
        gate.Release();

        Assert.Equal(Brev.Users.Current.Id, (await call.WaitAsync(Patience)).Id);
    }

    [Fact]
    public async Task A_held_request_does_not_keep_the_fake_from_ending()
    {
        var gate = Brev.Requests.HoldNext();
        var call = Client.GetCurrentUserAsync();
        await gate.Reached.WaitAsync(Patience);

        await Brev.DisposeAsync().AsTask().WaitAsync(Patience);

        await Record.ExceptionAsync(() => call).WaitAsync(Patience);
        Assert.True(call.IsCompleted);
    }

    [Fact]
    public async Task A_token_on_a_call_that_needs_none_is_a_violation()
    {
        using var http = new HttpClient { BaseAddress = Brev.ControlPlaneEndpoint };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/health");
        request.Headers.Authorization = new("Bearer", Brev.Tokens.IssueFor());

        using var response = await http.SendAsync(request);
        await Client.GetHealthAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(FakeViolationKind.TokenOnAnonymousOperation, Assert.Single(Brev.Requests.Violations).Kind);
    }

    [Fact]
    public async Task A_call_without_a_token_has_the_real_body_of_a_401()
    {
        using var http = new HttpClient { BaseAddress = Brev.ControlPlaneEndpoint };

        using var response = await http.GetAsync(new Uri("/api/me", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("""{"errors":[{"type":"UnauthorizedError"}]}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(FakeViolationKind.TokenMissing, Assert.Single(Brev.Requests.Violations).Kind);
    }

    [Fact]
    public async Task An_unknown_route_is_a_404_and_a_violation()
    {
        using var http = new HttpClient();

        using var rest = await http.GetAsync(new Uri(Brev.ControlPlaneEndpoint, "/api/nothing"));
        using var connect = await http.GetAsync(new Uri(Brev.PublicApiEndpoint, "/nothing"));

        Assert.Equal(HttpStatusCode.NotFound, rest.StatusCode);
        Assert.Equal("""{"code":"not_found"}""", await connect.Content.ReadAsStringAsync());
        Assert.All(Brev.Requests.Violations, violation => Assert.Equal(FakeViolationKind.UnknownRoute, violation.Kind));
        Assert.Equal(2, Brev.Requests.Violations.Count);
    }

    [Fact]
    public async Task A_request_keeps_what_was_sent_and_its_text_keeps_secrets_out()
    {
        await Client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "new" });
        await Client.ListOrganizationsAsync(userId: "user 1");

        var create = Assert.Single(Brev.Requests.For("CreateOrganization"));
        Assert.Equal("""{"name":"new"}""", create.Body);
        Assert.Equal("POST", create.Method);
        Assert.Equal(FakeServer.ControlPlane, create.Server);
        Assert.NotEmpty(create.BearerToken!);
        Assert.DoesNotContain(create.BearerToken!, create.ToString(), StringComparison.Ordinal);
        Assert.Equal("user 1", Assert.Single(Brev.Requests.For("ListOrganizations")).Query["user_id"]);
    }

    [Fact]
    public async Task Old_requests_are_forgotten_on_demand()
    {
        Brev.Requests.MaximumKept = 2;

        for (var count = 0; count < 5; count++)
        {
            await Client.ListOrganizationsAsync(userId: $"user-{count}");
        }

        Assert.Equal(["user-3", "user-4"], Brev.Requests.Select(request => request.Query["user_id"]));
        Assert.Equal(5, Brev.Requests.ReceivedCount);
        Brev.Requests.Clear();
        Assert.Empty(Brev.Requests);
        Assert.Equal(0, Brev.Requests.ReceivedCount);
    }

    [Fact]
    public void A_failure_of_an_operation_that_does_not_exist_cannot_be_planned() =>
        Assert.Throws<ArgumentException>(() => Brev.Requests.FailNext("NoSuchOperation", HttpStatusCode.BadGateway));

    [Fact]
    public async Task Of_many_that_create_one_name_at_once_one_wins()
    {
        var organization = Brev.Organizations.Default.Id!;
        var request = new CreateWorkspaceRequest
        {
            Name = "train-1",
            CloudCredId = "devplane-brev-1-credential",
            InstanceType = FakeInstanceTypes.DefaultType,
            WorkspaceVersion = WorkspaceVersion.V1,
        };

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Record.ExceptionAsync(() => Client.CreateWorkspaceAsync(organization, request))))
            .WaitAsync(Patience);

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Single(Brev.Workspaces.All);
    }

    private BrevClient CreateClientThatRetries()
    {
        var options = Brev.CreateOptions();
        options.MaxRetries = 2;
        return new BrevClient(options.Watched());
    }
}
