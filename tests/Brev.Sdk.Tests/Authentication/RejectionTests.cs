using Brev.Sdk.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>The identity provider says no: that is final for this very login, and for nothing else.</summary>
public sealed class RejectionTests
{
    private const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    public static TheoryData<int, string> Rejections => new()
    {
        { 401, "" },
        { 403, "{}" },
        { 400, """{"requestStatus":{"statusCode":"UNAUTHORIZED","statusDescription":"no","requestId":"1"}}""" },
        { 400, """{"error":"UNAUTHORIZED"}""" },
    };

    [Fact]
    public void The_last_four_token_sets_that_were_rejected_are_remembered()
    {
        var throttle = new RefreshThrottle(new FakeTimeProvider());
        var tokenSets = Enumerable.Range(0, 5).Select(number => new BrevStoredCredential { RefreshToken = $"{number}" }).ToArray();

        Assert.All(tokenSets, tokenSet => throttle.Reject(tokenSet, "It is used up."));

        Assert.Equal([false, true, true, true, true], tokenSets.Select(throttle.IsRejected));
    }

    [Rule("3.2")]
    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task A_rejection_inside_the_window_warns_once_and_requests_go_on_until_the_token_really_expires(int status, string body)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, body, status);
        var client = stage.CreateClient(stage.CreateCredential());
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(55));
        await client.ListOrganizationsAsync();
        await stage.RefreshesAsync(1);

        for (var second = 0; second < 295; second += 5)
        {
            await client.ListOrganizationsAsync();
            stage.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        stage.Clock.Advance(TimeSpan.FromSeconds(5));
        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());
        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());

        Assert.Contains("brev login", exception.Message, StringComparison.Ordinal);
        Assert.Single(stage.Log.Warnings);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task After_a_rejection_a_file_changed_by_someone_else_is_picked_up_at_the_next_call()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(folder.File(), stage.FirstToken, RefreshToken);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions()));
        var client = stage.CreateClient(credential);
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());

        stage.Valid = stage.NewToken();
        CredentialsFile.Write(folder.File(), stage.Valid, "another-key:another-device");
        await client.ListOrganizationsAsync();

        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task Inside_the_window_too_a_file_changed_after_a_rejection_is_picked_up_without_a_call_to_the_provider()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(folder.File(), stage.FirstToken, RefreshToken);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);

        var signedInAgain = stage.NewToken();
        CredentialsFile.Write(folder.File(), signedInAgain, "another-key:another-device");
        stage.Clock.Advance(TimeSpan.FromSeconds(10));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1, 2);
        var token = await credential.GetTokenAsync();

        Assert.Equal(signedInAgain, token.Token);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("3.4")]
    [Fact]
    public async Task Inside_the_window_of_a_rejected_login_the_store_is_read_once_in_ten_seconds_however_many_calls_there_are()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = RefreshToken });
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);
        var before = store.Loads;

        for (var second = 0; second < 100; second++)
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
            await credential.GetTokenAsync();
            await stage.SettleAsync();
        }

        Assert.Equal(10, store.Loads - before);
    }

    [Rule("3.4")]
    [Fact]
    public async Task A_rejected_login_that_the_store_no_longer_holds_is_forgotten_and_the_new_one_is_tried_in_the_same_call()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(folder.File(), stage.FirstToken, RefreshToken);
        stage.IdentityProvider.Answer = (request, context) =>
        {
            if (request.Authorization == "Bearer " + AuthenticationStage.SessionKey)
            {
                // The CLI signs in again just now, and its access token is old already.
                CredentialsFile.Write(folder.File(), stage.FirstToken, "another-key:another-device");
                return AuthenticationStage.RejectAsync(context, 401);
            }

            return stage.IssueAsync(context);
        };
        var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions()));
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var token = await credential.GetTokenAsync();

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(2, stage.ProviderCalls);
    }

    [Rule("3.4")]
    [Fact]
    public async Task Two_rejected_logins_between_which_the_file_swings_cost_one_call_to_the_provider_each()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(30));
        CredentialsFile.Write(folder.File(), stage.NewToken(), RefreshToken);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions()));
        await credential.GetTokenAsync();
        CredentialsFile.Write(folder.File(), stage.FirstToken, RefreshToken);
        stage.Clock.Advance(TimeSpan.FromHours(2));

        for (var call = 0; call < 50; call++)
        {
            await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());
        }

        Assert.InRange(stage.ProviderCalls, 1, 2);
    }

    [Rule("4.4")]
    [Fact]
    public async Task A_401_on_a_rejected_login_shows_the_original_answer_and_asks_the_provider_no_second_time()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        stage.Valid = "something else";
        var client = stage.CreateClient(stage.CreateCredential());

        for (var call = 0; call < 3; call++)
        {
            var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
            Assert.True(exception.IsUnauthenticated);
        }

        Assert.Equal(3, stage.Api.Requests.Count);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Theory]
    [InlineData("auto-login", "canary-refresh")]
    [InlineData("", "auto-login")]
    [InlineData("auto-login", "auto-login")]
    public async Task The_placeholder_of_the_CLI_is_no_token_and_causes_no_call_to_the_provider(string accessToken, string refreshToken)
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(folder.File(), accessToken, refreshToken);
        var client = stage.CreateClient(stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions())));

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());

        Assert.Equal(0, stage.ProviderCalls);
        Assert.Empty(stage.Api.Requests);
        Assert.Single(Directory.GetFiles(folder.Path), file => !file.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_expired_with_the_placeholder_beside_it_is_never_sent_and_the_provider_is_not_asked()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(folder.File(), stage.FirstToken, "auto-login");
        var client = stage.CreateClient(stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions())));
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());

        Assert.Contains("brev login", exception.Message, StringComparison.Ordinal);
        Assert.Single(stage.Api.Requests);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Rule("1.6")]
    [Fact]
    public async Task Without_any_login_nothing_is_sent()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions())));

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());

        Assert.Empty(stage.Api.Requests);
        Assert.Equal(0, stage.ProviderCalls);
    }
}
