using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// A refresh token that works once: presenting it again is a theft to the provider, and the end of the login for everybody who shares it.
/// </summary>
public sealed class OneUseRefreshTokenTests : SharedFileCase
{
    [Rule("5.3")]
    [Fact]
    public async Task A_one_use_refresh_token_that_a_slow_writer_puts_back_is_not_used_again()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        var first = provider.New();
        CredentialsFile.Write(File, first, "one-use-0");
        var credential = Create(stage);
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await credential.GetTokenAsync(forceRefresh: true);
        await PutBackAsync(first);
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var token = await credential.GetTokenAsync();

        Assert.Equal(["one-use-0", "one-use-1"], provider.Used);
        Assert.Equal((stage.Valid, "one-use-2"), (token.Token, CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_one_use_refresh_token_that_a_slow_writer_puts_back_is_used_by_no_other_program_either()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        var first = provider.New();
        CredentialsFile.Write(File, first, "one-use-0");
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await Create(stage).GetTokenAsync(forceRefresh: true);
        await PutBackAsync(first);

        await stage.CreateClient(Create(stage)).ListOrganizationsAsync();
        await stage.SettleAsync();

        Assert.Equal(["one-use-0"], provider.Used);
        Assert.Equal(["Bearer " + stage.Valid], stage.Api.Requests.Select(request => request.Authorization));
        Assert.Equal((stage.Valid, "one-use-1"), (CredentialsFile.AccessToken(
            File), CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_login_that_was_put_back_is_used_while_a_stopped_program_holds_the_lock_and_put_right_when_it_goes_on()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        var first = provider.New();
        CredentialsFile.Write(File, first, "one-use-0");
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await Create(stage).GetTokenAsync(forceRefresh: true);
        var stopped = await new CredentialsFileStore(File).LockAsync(default);
        CredentialsFile.Write(File, first, "one-use-0");

        var asking = Create(stage).GetTokenAsync().AsTask();
        var token = await asking.WaitAsync(AuthenticationStage.Patience);
        await stopped.DisposeAsync();
        await stage.SettleAsync();

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal("one-use-1", CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>());
        Assert.Equal(["one-use-0"], provider.Used);
    }

    [Fact]
    public async Task A_one_use_refresh_token_that_is_put_back_into_a_store_of_ones_own_is_not_used_again()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        var first = new BrevStoredCredential { AccessToken = provider.New(), RefreshToken = "one-use-0" };
        var store = new MemoryCredentialStore(first);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await credential.GetTokenAsync(forceRefresh: true);
        await stage.SettleAsync();
        await store.SaveAsync(first, default);
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var token = await credential.GetTokenAsync();

        Assert.Equal(["one-use-0", "one-use-1"], provider.Used);
        Assert.Equal((stage.Valid, "one-use-2"), (token.Token, (await store.LoadAsync(default))!.RefreshToken));
    }

    [Fact]
    public async Task A_rotated_login_whose_token_comes_from_a_clock_a_little_behind_is_not_passed_over_for_a_used_up_refresh_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        CredentialsFile.Write(File, provider.New(), "one-use-0");
        var (first, second) = (Create(stage), Create(stage));
        await first.GetTokenAsync();
        await second.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await first.GetTokenAsync(forceRefresh: true);
        await stage.SettleAsync();
        await second.GetTokenAsync(forceRefresh: true);
        await stage.SettleAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(2));
        provider.Behind = TimeSpan.FromSeconds(5);
        await second.GetTokenAsync(forceRefresh: true);
        await stage.SettleAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        await first.GetTokenAsync();

        Assert.Equal(["one-use-0", "one-use-1", "one-use-2"], provider.Used);
    }

    [Fact]
    public async Task One_that_is_put_back_into_a_store_of_ones_own_within_seconds_is_not_used_again_either()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        var first = new BrevStoredCredential { AccessToken = provider.New(), RefreshToken = "one-use-0" };
        var store = new MemoryCredentialStore(first);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(30));
        await credential.GetTokenAsync(forceRefresh: true);
        await stage.SettleAsync();
        await store.SaveAsync(first, default);
        stage.Clock.Advance(TimeSpan.FromHours(1.1));

        await credential.GetTokenAsync();

        Assert.Equal(["one-use-0", "one-use-1"], provider.Used);
    }

    [Rule("5.3")]
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_used_up_refresh_token_that_comes_back_without_the_access_token_of_its_time_is_not_used_again(
        bool isBesideTheCurrent)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        var store = new MemoryCredentialStore(new BrevStoredCredential { AccessToken = provider.New(), RefreshToken = "one-use-0" });
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync(forceRefresh: true);
        await stage.SettleAsync();
        var accessToken = isBesideTheCurrent ? stage.Valid : null;
        await store.SaveAsync(new BrevStoredCredential { AccessToken = accessToken, RefreshToken = "one-use-0" }, default);
        stage.Clock.Advance(TimeSpan.FromHours(1));

        await credential.GetTokenAsync();

        Assert.Equal(["one-use-0", "one-use-1"], provider.Used);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    public async Task A_program_that_is_a_refresh_behind_finds_the_next_login_beside_a_file_that_was_cut_off(string left)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        CredentialsFile.Write(File, provider.New(), "one-use-0");
        var (first, second) = (Create(stage), Create(stage));
        await first.GetTokenAsync();
        await second.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await first.GetTokenAsync(forceRefresh: true);
        await stage.SettleAsync();
        await using (await new CredentialsFileStore(File).LockAsync(default))
        {
            await System.IO.File.WriteAllTextAsync(File, left);
        }

        stage.Clock.Advance(TimeSpan.FromMinutes(55));

        await second.GetTokenAsync();
        await stage.SettleAsync();

        Assert.Equal(["one-use-0"], provider.Used);
        Assert.Equal((stage.Valid, "one-use-1"), (CredentialsFile.AccessToken(
            File), CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>()));
    }

    [Rule("5.3")]
    [Fact]
    public async Task A_pair_that_the_provider_issues_after_its_clock_was_set_back_is_stored_and_the_next_program_goes_on_with_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        CredentialsFile.Write(File, provider.New(), "one-use-0");
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        provider.Behind = TimeSpan.FromMinutes(12);

        var credential = Create(stage);
        await credential.GetTokenAsync(forceRefresh: true);
        Assert.Equal((stage.Valid, "one-use-1"), (CredentialsFile.AccessToken(
            File), CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>()));
        await Create(stage).GetTokenAsync(forceRefresh: true);

        Assert.Equal(stage.Valid, (await credential.GetTokenAsync(forceRefresh: true)).Token);
        Assert.Equal(["one-use-0", "one-use-1"], provider.Used);
    }

    [Fact]
    public async Task A_program_that_still_holds_the_login_before_the_clock_was_set_back_goes_on_with_the_stored_one()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var provider = new OneUseRefreshTokens(stage);
        CredentialsFile.Write(File, provider.New(), "one-use-0");
        var (first, second) = (Create(stage), Create(stage));
        await first.GetTokenAsync();
        await second.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        provider.Behind = TimeSpan.FromMinutes(12);
        await first.GetTokenAsync(forceRefresh: true);
        await stage.SettleAsync();
        provider.Behind = TimeSpan.Zero;
        stage.Clock.Advance(TimeSpan.FromHours(1));

        await second.GetTokenAsync();

        Assert.Equal(["one-use-0", "one-use-1"], provider.Used);
        Assert.Equal("one-use-2", CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_pair_that_ends_earlier_and_does_not_say_when_it_was_issued_is_stored()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var used = new List<string>();
        CredentialsFile.Write(File, Undated(stage, TimeSpan.FromDays(1)), "one-use-0");
        stage.IdentityProvider.Answer = (request, context) =>
        {
            used.Add(request.Body.Split("refresh_token=")[^1]);
            stage.Valid = Undated(stage, TimeSpan.FromHours(1));
            return AuthenticationStage.WriteJsonAsync(
                context, $$"""{"access_token":"{{stage.Valid}}","refresh_token":"one-use-{{used.Count}}"}""");
        };

        await Create(stage).GetTokenAsync(forceRefresh: true);
        Assert.Equal((stage.Valid, "one-use-1"), (CredentialsFile.AccessToken(
            File), CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>()));
        await Create(stage).GetTokenAsync(forceRefresh: true);

        Assert.Equal(["one-use-0", "one-use-1"], used);
    }

    private static string Undated(AuthenticationStage stage, TimeSpan lifetime) =>
        TestToken.Create(null, stage.Clock.GetUtcNow() + lifetime, TestToken.Auth0Issuer, audience: TestToken.Auth0Audience);

    /// <summary>Only after the refresh has given its lock back: until then it puts right itself what is put back.</summary>
    private async Task PutBackAsync(string accessToken)
    {
        await using var held = await new CredentialsFileStore(File).LockAsync(default);
        CredentialsFile.Write(File, accessToken, "one-use-0");
    }
}
