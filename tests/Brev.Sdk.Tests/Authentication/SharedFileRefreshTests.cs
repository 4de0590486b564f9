using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A login that refreshes itself from a file which others change as well.</summary>
public sealed class SharedFileRefreshTests : SharedFileCase
{
    [Rule("2.3")]
    [Fact]
    public async Task A_refreshed_token_is_in_the_file_before_any_caller_has_it()
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal((token.Token, RefreshToken), (CredentialsFile.AccessToken(
            File), CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Two_credentials_on_one_file_ask_the_provider_once_and_the_second_adopts()
    {
        await using var stage = await StartAsync();
        var (first, second) = (Create(stage), Create(stage));
        await first.GetTokenAsync();
        await second.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var tokens = await Task.WhenAll(
            Task.Run(async () => await first.GetTokenAsync()), Task.Run(async () => await second.GetTokenAsync()));

        Assert.Equal(1, stage.ProviderCalls);
        Assert.All(tokens, token => Assert.Equal(stage.Valid, token.Token));
    }

    [Rule("2.3")]
    [Fact]
    public async Task The_lock_is_held_from_the_second_look_until_the_answer_is_stored()
    {
        await using var stage = await StartAsync();
        var gate = new Gate();
        stage.IdentityProvider.Answer = async (_, context) =>
        {
            await gate.PassAsync();
            await stage.IssueAsync(context);
        };
        var refreshing = Create(stage).GetTokenAsync(forceRefresh: true).AsTask();
        await gate.Arrived;
        var other = new CredentialsFileStore(File);
        var waiting = other.LockAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);
        gate.Open();
        await using var held = await waiting.WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(stage.Valid, (await other.LoadAsync(default))!.AccessToken);
        await refreshing;
    }

    [Fact]
    public async Task A_new_login_whose_token_ends_earlier_is_taken_after_a_401()
    {
        await using var stage = await StartAsync();
        var client = stage.CreateClient(Create(stage));
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = stage.Clock.GetUtcNow();
        stage.Valid = TestToken.Create(now, now.AddMinutes(15));
        CredentialsFile.Write(File, stage.Valid, "");

        await client.ListOrganizationsAsync();

        Assert.Equal("Bearer " + stage.Valid, stage.Api.Requests[^1].Authorization);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_login_that_somebody_stores_while_a_refresh_is_under_way_is_not_overwritten(bool isPlaceholder)
    {
        await using var stage = await StartAsync();
        var gate = new Gate();
        stage.IdentityProvider.Answer = async (_, context) =>
        {
            await gate.PassAsync();
            await stage.IssueAsync(context);
        };
        var refreshing = Create(stage).GetTokenAsync(forceRefresh: true).AsTask();
        await gate.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(3));
        CredentialsFile.Write(File, isPlaceholder ? "auto-login" : stage.NewToken(), "new-key:new-device");
        stage.Clock.Advance(TimeSpan.FromSeconds(2));
        gate.Open();

        await refreshing.WaitAsync(AuthenticationStage.Patience);
        await stage.DrainAsync();

        Assert.Equal("new-key:new-device", CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>());
    }

    [Fact]
    public async Task In_the_window_a_login_without_an_access_token_takes_the_place_of_a_rejected_one_within_ten_seconds()
    {
        await using var stage = await StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var credential = Create(stage);
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);
        stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);
        CredentialsFile.Write(File, "auto-login", "another-key:another-device");
        stage.Clock.Advance(TimeSpan.FromSeconds(10));

        await credential.GetTokenAsync();
        await stage.RefreshesAsync(2);

        Assert.Equal((stage.Valid, 2), ((await credential.GetTokenAsync()).Token, stage.ProviderCalls));
    }

    [Fact]
    public async Task The_same_tokens_again_have_no_later_look_rewrite_the_file()
    {
        await using var stage = await StartAsync();
        stage.IdentityProvider.Answer =
            (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.FirstToken}}"}""");
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var client = stage.CreateClient(Create(stage));
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UnixEpoch);

        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        await stage.DrainAsync();

        Assert.Equal(DateTime.UnixEpoch, System.IO.File.GetLastWriteTimeUtc(File));
    }

    [Fact]
    public async Task A_login_that_is_good_is_found_without_a_lock_though_another_process_holds_it()
    {
        await using var stage = await StartAsync();
        await using var held = await new CredentialsFileStore(File).LockAsync(default);

        var token = await Create(stage).GetTokenAsync().AsTask().WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(stage.FirstToken, token.Token);
    }

    [Rule("5.9")]
    [Fact]
    public async Task Looking_for_a_login_creates_neither_a_folder_nor_a_lock_file()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var missing = Path.Combine(Folder.Path, "home", ".brev", "credentials.json");

        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () =>
            await stage.Own(BrevCredential.FromCredentialsFile(missing, stage.CredentialOptions())).GetTokenAsync());
        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await Create(stage).GetTokenAsync());

        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    [Fact]
    public async Task An_older_token_that_a_slow_writer_left_is_never_gone_back_to()
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await credential.GetTokenAsync(forceRefresh: true);
        var refreshed = stage.Valid;
        CredentialsFile.Write(File, stage.FirstToken, RefreshToken);

        var later = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(2, stage.ProviderCalls);
        Assert.Equal(stage.Valid, later.Token);
        Assert.DoesNotContain(later.Token, new[] { refreshed, stage.FirstToken });
    }

    [Fact]
    public async Task An_older_token_that_is_put_back_into_a_store_of_ones_own_is_never_gone_back_to()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var first = store.Stored;
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await credential.GetTokenAsync(forceRefresh: true);
        store.Stored = first;
        stage.Clock.Advance(TimeSpan.FromSeconds(1));

        var later = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal((stage.Valid, 2), (later.Token, stage.ProviderCalls));
    }

    [Rule("5.5")]
    [Fact]
    public async Task Times_in_the_file_that_are_not_those_of_the_token_are_ignored()
    {
        await using var stage =
            await StartAsync(file => (file["access_token_exp"], file["issued_at"]) = ("2001-01-01T00:00:00Z", "2000-01-01T00:00:00Z"));
        var credential = Create(stage);

        var token = await credential.GetTokenAsync();
        await stage.DrainAsync();

        Assert.Equal((stage.FirstToken, stage.Clock.GetUtcNow().AddHours(1)), (token.Token, token.ExpiresOn));
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Rule("5.7")]
    [Fact]
    public async Task An_API_key_wins_is_sent_as_it_is_and_is_never_refreshed()
    {
        await using var stage = await StartAsync(file => file["api_key"] = "bak-canary.not/a+JWT");
        var client = stage.CreateClient(Create(stage));
        stage.Clock.Advance(TimeSpan.FromDays(400));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.True(exception.IsUnauthenticated);
        Assert.Equal("Bearer bak-canary.not/a+JWT", Assert.Single(stage.Api.Requests).Authorization);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Rule("5.2")]
    [Theory]
    [InlineData("")]
    [InlineData("{\"access_token\": \"eyJ")]
    public async Task A_file_that_a_writer_left_cut_off_ends_no_login_that_this_process_holds(string left)
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);
        await credential.GetTokenAsync();
        System.IO.File.WriteAllText(File, left);
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var token = await credential.GetTokenAsync();

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(token.Token, CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_token_in_the_file_that_cannot_stand_in_a_header_is_told_and_never_sent()
    {
        await using var stage = await StartAsync();
        CredentialsFile.Write(File, "canary with spaces", RefreshToken);
        var client = stage.CreateClient(Create(stage));

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() => client.ListOrganizationsAsync());

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(stage.Api.Requests);
    }

    [Fact]
    public async Task A_sign_out_during_a_refresh_stays_one_although_the_file_had_been_cut_off_before()
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);
        await credential.GetTokenAsync();
        await System.IO.File.WriteAllTextAsync(File, """{"access_token":"eyJ""");
        stage.Clock.Advance(TimeSpan.FromHours(1));
        stage.IdentityProvider.Answer = (_, context) =>
        {
            System.IO.File.Delete(File);
            return stage.IssueAsync(context);
        };

        await credential.GetTokenAsync();
        await stage.DrainAsync();

        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_sign_in_during_a_refresh_stays_however_long_the_provider_takes()
    {
        await using var stage = await StartAsync();
        var options = stage.CredentialOptions();
        options.RefreshTimeout = TimeSpan.FromMinutes(5);
        var credential = stage.Own(BrevCredential.FromCredentialsFile(File, options));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        stage.IdentityProvider.Answer = (_, context) =>
        {
            CredentialsFile.Write(
                File, TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1)), "signed-in:device");
            stage.Clock.Advance(TimeSpan.FromSeconds(80));
            return stage.IssueAsync(context);
        };

        await credential.GetTokenAsync();
        await stage.DrainAsync();

        Assert.Equal("signed-in:device", CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_401_while_the_file_may_not_be_read_says_so()
    {
        await using var stage = await StartAsync();
        var client = stage.CreateClient(Create(stage));
        await client.ListOrganizationsAsync();
        System.IO.File.Delete(File);
        Directory.CreateDirectory(File);
        stage.Valid = "another";

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.True(exception.IsUnauthenticated);
        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
    }
}
