using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

/// <summary>What a server and the way to it do to a client, each in one line of a test.</summary>
public sealed class SituationTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private BrevClient Client => _stage.Client;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_slow_catalogue_takes_its_time_by_the_clock_of_the_fake()
    {
        var start = Brev.Clock.GetUtcNow();
        Brev.Requests.DelayNext("ListOrganizationInstanceTypes", TimeSpan.FromSeconds(20));

        await Brev.Clock.RunAsync(Client.ListOrganizationInstanceTypesAsync(Brev.Organizations.Default.Id!)).WaitAsync(Patience);

        Assert.Equal(start.AddSeconds(20), Brev.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_catalogue_slower_than_twice_the_time_limit_of_a_call_is_a_timeout_at_that_limit()
    {
        using var client = CreateClient(TimeSpan.FromSeconds(10));
        var start = Brev.Clock.GetUtcNow();
        Brev.Requests.DelayNext("ListOrganizationInstanceTypes", TimeSpan.FromSeconds(40));

        await Assert.ThrowsAsync<BrevTimeoutException>(() =>
            Brev.Clock.RunAsync(client.ListOrganizationInstanceTypesAsync(Brev.Organizations.Default.Id!)).WaitAsync(Patience));

        Assert.Equal(start.AddSeconds(20), Brev.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_server_that_never_answers_is_a_timeout_at_the_limit()
    {
        using var client = CreateClient(TimeSpan.FromSeconds(10));
        var start = Brev.Clock.GetUtcNow();
        Brev.Requests.FailNext("GetCurrentUser", FakeFailure.NoAnswer);

        await Assert.ThrowsAsync<BrevTimeoutException>(() => Brev.Clock.RunAsync(client.GetCurrentUserAsync()).WaitAsync(Patience));

        Assert.Equal(start.AddSeconds(10), Brev.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_server_that_never_answers_does_not_keep_the_fake_from_ending()
    {
        Brev.Requests.FailNext("GetCurrentUser", FakeFailure.NoAnswer);
        var call = Client.GetCurrentUserAsync();
        while (Brev.Requests.For("GetCurrentUser").Count == 0)
        {
            await Task.Yield();
        }

        await Brev.DisposeAsync().AsTask().WaitAsync(Patience);

        await Assert.ThrowsAnyAsync<BrevException>(() => call.WaitAsync(Patience));
    }

    [Fact]
    public async Task Too_many_requests_say_when_to_come_back()
    {
        Brev.Requests.FailNext("ListOrganizations", FakeFailure.TooManyRequests(TimeSpan.FromSeconds(7)));

        var failed = await Assert.ThrowsAsync<BrevApiException>(() => Client.ListOrganizationsAsync());

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (failed.StatusCode, failed.RetryAfter));
    }

    [Fact]
    public async Task An_answer_that_is_cut_in_the_middle_is_a_connection_error_and_has_its_effect()
    {
        Brev.Requests.CutNextAnswer("CreateOrganization");

        await Assert.ThrowsAsync<BrevConnectionException>(() =>
            Client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "new" }));

        Assert.Contains(Brev.Organizations.All, organization => organization.Name == "new");
    }

    [Fact]
    public async Task A_page_of_a_gateway_is_html()
    {
        Brev.Requests.FailNext("ListOrganizations", FakeFailure.GatewayPage(HttpStatusCode.ServiceUnavailable));
        using var http = new HttpClient { BaseAddress = Brev.ControlPlaneEndpoint };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Brev.Tokens.IssueFor());

        using var answer = await http.GetAsync(new Uri("/api/organizations", UriKind.Relative));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public void A_delay_of_nothing_cannot_be_planned() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Brev.Requests.DelayNext("ListOrganizationInstanceTypes", TimeSpan.Zero));

    [Fact]
    public void An_answer_of_an_operation_that_does_not_exist_cannot_be_cut() =>
        Assert.Throws<ArgumentException>(() => Brev.Requests.CutNextAnswer("NoSuchOperation"));

    private BrevClient CreateClient(TimeSpan timeLimit)
    {
        var options = _stage.Options();
        options.RequestTimeout = timeLimit;
        return new BrevClient(options);
    }
}
