using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeTokensTests : IAsyncLifetime
{
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private BrevClient Client => _stage.Client;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task An_expired_token_is_refreshed_before_it_is_sent()
    {
        await Client.GetCurrentUserAsync();
        Brev.Clock.Advance(TimeSpan.FromHours(2));

        await Client.GetCurrentUserAsync();

        Assert.Equal(1, Brev.Tokens.RefreshedCount);
        Assert.Equal(1, Brev.IdentityProvider.CallCount);
        Assert.Empty(Brev.Requests.Violations);
    }

    [Fact]
    public async Task A_revoked_token_is_answered_by_one_refresh_and_sent_once_more()
    {
        await Client.GetCurrentUserAsync();
        Brev.Tokens.RevokeAll();

        await Client.ListOrganizationsAsync();

        Assert.Equal([401, 200], Brev.Requests.For("ListOrganizations").Select(request => request.Status));
        Assert.Equal(FakeViolationKind.TokenRevoked, Assert.Single(Brev.Requests.Violations).Kind);
        Assert.Equal(1, Brev.Tokens.RefreshedCount);
    }

    [Fact]
    public async Task One_token_can_be_revoked()
    {
        var revoked = Brev.Tokens.IssueFor();
        var good = Brev.Tokens.IssueFor();
        Brev.Tokens.Revoke(revoked);

        using var withRevoked = new BrevClient(_stage.Options(BrevCredential.FromAccessToken(revoked)));
        using var withGood = new BrevClient(_stage.Options(BrevCredential.FromAccessToken(good)));

        var refused = await Assert.ThrowsAsync<BrevApiException>(() => withRevoked.GetCurrentUserAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(Brev.Users.Current.Id, (await withGood.GetCurrentUserAsync()).Id);
    }

    [Fact]
    public async Task A_token_that_the_fake_has_not_issued_is_refused()
    {
        using var client = new BrevClient(_stage.Options(BrevCredential.FromAccessToken("eyJhbGciOiJub25lIn0.e30.")));

        await Assert.ThrowsAsync<BrevApiException>(() => client.GetCurrentUserAsync());

        Assert.Equal(FakeViolationKind.TokenUnknown, Brev.Requests.Violations[0].Kind);
        Assert.DoesNotContain("eyJ", Brev.Requests.Violations[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_key_acts_as_its_account_in_its_organization()
    {
        var other = Brev.Organizations.Add("others", Brev.Users.Current.Id!);
        var key = Brev.Tokens.AddApiKey(organizationId: other.Id);
        using var client = new BrevClient(_stage.Options(BrevCredential.FromApiKey(key)));

        Assert.Equal("others", Assert.Single(await client.ListOrganizationsAsync()).Name);
        var refused = await Assert.ThrowsAsync<BrevApiException>(() => client.ListWorkspacesAsync(Brev.Organizations.Default.Id!));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Ended_sessions_require_a_new_login()
    {
        await Client.GetCurrentUserAsync();
        Brev.Tokens.EndSessions();
        Brev.Clock.Advance(TimeSpan.FromHours(2));

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => Client.GetCurrentUserAsync());
    }

    [Fact]
    public async Task A_session_of_NVIDIA_ends_after_a_day()
    {
        await Client.GetCurrentUserAsync();
        Brev.Clock.Advance(TimeSpan.FromHours(25));

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => Client.GetCurrentUserAsync());
    }

    [Fact]
    public async Task A_rotating_refresh_token_is_good_for_one_refresh()
    {
        Brev.Tokens.RotateRefreshTokens = true;
        var login = Brev.Tokens.SignInWithAuth0();
        using var one = new BrevClient(
            _stage.Options(BrevCredential.FromTokens(login.AccessToken!, login.RefreshToken!, Brev.CreateCredentialOptions().Watched())));
        using var late = new BrevClient(
            _stage.Options(BrevCredential.FromTokens(login.AccessToken!, login.RefreshToken!, Brev.CreateCredentialOptions().Watched())));

        Brev.Clock.Advance(TimeSpan.FromHours(2));
        await one.GetCurrentUserAsync();
        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => late.GetCurrentUserAsync());
        Brev.Clock.Advance(TimeSpan.FromHours(2));
        await one.GetCurrentUserAsync();

        Assert.Equal(2, Brev.Tokens.RefreshedCount);
    }

    [Fact]
    public void Only_an_issued_token_can_be_revoked() => Assert.Throws<ArgumentException>(() => Brev.Tokens.Revoke("stranger"));

    [Fact]
    public async Task The_file_of_a_login_is_read_by_a_credential()
    {
        var folder = Directory.CreateTempSubdirectory("brev-fake");
        try
        {
            var path = Path.Combine(folder.FullName, ".brev", "credentials.json");
            await Brev.WriteCredentialsFileAsync(path);
            using var client = new BrevClient(
                _stage.Options(BrevCredential.FromCredentialsFile(path, Brev.CreateCredentialOptions().Watched())));

            Assert.Equal(Brev.Users.Current.Id, (await client.GetCurrentUserAsync()).Id);
            var before = await File.ReadAllTextAsync(path);
            Brev.Clock.Advance(TimeSpan.FromHours(2));
            await client.GetCurrentUserAsync();

            Assert.Equal(1, Brev.Tokens.RefreshedCount);
            Assert.StartsWith("{\n \"access_token\": \"", before, StringComparison.Ordinal);
            Assert.NotEqual(before, await File.ReadAllTextAsync(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
