using System.Net;
using System.Text.Json.Nodes;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeIdentityProviderTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private BrevClient Client => _stage.Client;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task While_it_fails_no_token_is_refreshed_and_then_it_recovers()
    {
        await Client.GetCurrentUserAsync();
        Brev.Clock.Advance(TimeSpan.FromHours(2));
        Brev.IdentityProvider.Fail(HttpStatusCode.BadGateway);

        await Assert.ThrowsAsync<BrevConnectionException>(() => Client.GetCurrentUserAsync());
        Brev.IdentityProvider.Recover();
        Brev.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(Brev.Users.Current.Id, (await Client.GetCurrentUserAsync()).Id);
        Assert.Equal([502, 200], Brev.IdentityProvider.Calls.Select(call => call.Status));
    }

    [Fact]
    public async Task It_can_fail_a_number_of_times()
    {
        await Client.GetCurrentUserAsync();
        Brev.Clock.Advance(TimeSpan.FromHours(2));
        Brev.IdentityProvider.Fail(FakeFailure.GatewayPage(), times: 1);

        await Assert.ThrowsAsync<BrevConnectionException>(() => Client.GetCurrentUserAsync());
        Brev.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(Brev.Users.Current.Id, (await Client.GetCurrentUserAsync()).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_it_rejects_the_user_must_sign_in_again(bool auth0)
    {
        var login = auth0 ? Brev.Tokens.SignInWithAuth0() : Brev.Tokens.SignIn();
        using var client = new BrevClient(
            _stage.Options(BrevCredential.FromTokens(login.AccessToken!, login.RefreshToken!, Brev.CreateCredentialOptions().Watched())));
        Brev.Clock.Advance(TimeSpan.FromHours(2));
        Brev.IdentityProvider.Reject();

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.GetCurrentUserAsync());
    }

    [Fact]
    public async Task While_it_hangs_calls_wait_and_share_one_refresh()
    {
        await Client.GetCurrentUserAsync();
        Brev.Clock.Advance(TimeSpan.FromHours(2));
        using var gate = Brev.IdentityProvider.Hold();

        var calls = Enumerable.Range(0, 20).Select(_ => Client.GetCurrentUserAsync()).ToArray();
        await gate.Reached.WaitAsync(Patience);
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        gate.Release();
        await Task.WhenAll(calls).WaitAsync(Patience);

        Assert.Equal(1, Brev.IdentityProvider.CallCount);
    }

    [Fact]
    public async Task Recovering_releases_what_hangs()
    {
        await Client.GetCurrentUserAsync();
        Brev.Clock.Advance(TimeSpan.FromHours(2));
        var gate = Brev.IdentityProvider.Hold();

        var call = Client.GetCurrentUserAsync();
        await gate.Reached.WaitAsync(Patience);
        Brev.IdentityProvider.Recover();

        Assert.Equal(Brev.Users.Current.Id, (await call.WaitAsync(Patience)).Id);
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_a_passing_failure()
    {
        await Client.GetCurrentUserAsync();
        Brev.Clock.Advance(TimeSpan.FromHours(2));
        Brev.IdentityProvider.Fail(FakeFailure.BrokenConnection, times: 1);

        await Assert.ThrowsAsync<BrevConnectionException>(() => Client.GetCurrentUserAsync());
        Brev.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(Brev.Users.Current.Id, (await Client.GetCurrentUserAsync()).Id);
    }

    [Theory]
    [InlineData("/token", "requestStatus")]
    [InlineData("/oauth/token", "error")]
    public async Task Each_protocol_fails_in_its_own_words(string path, string member)
    {
        Brev.IdentityProvider.Fail(HttpStatusCode.InternalServerError);
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(Brev.IdentityProviderEndpoint, path));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync())![member]);
    }

    [Fact]
    public async Task An_unknown_route_is_a_violation()
    {
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(Brev.IdentityProviderEndpoint, "/userinfo"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(FakeServer.IdentityProvider, Assert.Single(Brev.Requests.Violations).Request.Server);
    }
}
