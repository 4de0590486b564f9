namespace Brev.Sdk.Tests.Authentication;

/// <summary>When a token is replaced, and by which clock.</summary>
public sealed class ScheduleTests
{
    [Rule("1.1")]
    [Fact]
    public async Task Before_the_window_a_token_is_used_and_the_provider_is_not_asked()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(stage.CreateCredential());
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromSeconds(1));

        await client.ListOrganizationsAsync();
        await stage.DrainAsync();

        Assert.Equal(0, stage.ProviderCalls);
    }

    [Rule("1.3")]
    [Fact]
    public async Task At_the_very_beginning_of_the_window_the_provider_is_asked()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(55));

        await credential.GetTokenAsync();
        await stage.DrainAsync();

        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("1.3")]
    [Theory]
    [InlineData(56, 1)]
    [InlineData(61, 0)]
    public async Task A_stored_token_that_is_in_its_window_itself_serves_who_has_none_and_puts_no_background_refresh_off(
        int minutes, int calls)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = "session:device" });
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(minutes));
        var now = stage.Clock.GetUtcNow();
        var newer = TestToken.Create(now.AddMinutes(-50), now.AddMinutes(4));
        store.Stored = store.Stored! with { AccessToken = newer };

        var token = await credential.GetTokenAsync();
        await stage.DrainAsync();

        Assert.Equal(minutes == 56 ? stage.FirstToken : newer, token.Token);
        Assert.Equal(calls, stage.ProviderCalls);
    }

    [Rule("1.3")]
    [Fact]
    public async Task Inside_the_window_one_background_refresh_serves_all_later_calls()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(55) + TimeSpan.FromSeconds(1));
        var gate = new Gate();
        stage.IdentityProvider.Answer = async (_, context) =>
        {
            await gate.PassAsync();
            await stage.IssueAsync(context);
        };

        var tokens = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(async () => await credential.GetTokenAsync())))
            .WaitAsync(AuthenticationStage.Patience);
        await gate.Arrived;
        gate.Open();
        await stage.RefreshesAsync(1, 1);
        var later = await credential.GetTokenAsync();

        Assert.All(tokens, token => Assert.Equal(stage.FirstToken, token.Token));
        Assert.Equal(stage.Valid, later.Token);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("1.2")]
    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    [InlineData(299)]
    public async Task A_token_whose_life_is_shorter_than_the_window_is_not_refreshed_on_every_call(int seconds)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Lifetime = TimeSpan.FromSeconds(seconds);
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync(forceRefresh: true);

        for (var call = 0; call < 50; call++)
        {
            await credential.GetTokenAsync();
        }

        stage.Clock.Advance(TimeSpan.FromSeconds(seconds * 0.79));
        await credential.GetTokenAsync();
        await stage.DrainAsync();

        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("1.2")]
    [Fact]
    public async Task A_short_lived_token_is_refreshed_in_the_last_fifth_of_its_life()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Lifetime = TimeSpan.FromSeconds(100);
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync(forceRefresh: true);
        stage.Clock.Advance(TimeSpan.FromSeconds(81));

        await credential.GetTokenAsync();
        await stage.RefreshesAsync(2, 1);

        Assert.Equal(2, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_token_about_to_expire_is_not_sent_any_more()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(stage.CreateCredential());
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));

        await client.ListOrganizationsAsync();

        Assert.Equal("Bearer " + stage.Valid, stage.Api.Requests[^1].Authorization);
        Assert.NotEqual(stage.FirstToken, stage.Valid);
    }

    [Rule("1.4")]
    [Fact]
    public async Task An_expired_token_is_never_sent()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 500);
        var client = stage.CreateClient(stage.CreateCredential());
        stage.Clock.Advance(TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<BrevConnectionException>(() => client.ListOrganizationsAsync());

        Assert.Empty(stage.Api.Requests);
    }

    [Rule("1.5")]
    [Fact]
    public async Task A_token_without_exp_is_never_refreshed_ahead_but_a_401_refreshes_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var endless = TestToken.Create(stage.Clock.GetUtcNow(), null);
        stage.Valid = endless;
        var client = stage.CreateClient(stage.Own(BrevCredential.FromTokens(
            endless, $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}", stage.CredentialOptions())));
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromDays(1000));
        await client.ListOrganizationsAsync();

        // A refresh ahead that had been started would end before the one that the 401 asks for, and count as well.
        stage.Valid = "revoked";
        await client.ListOrganizationsAsync();
        await stage.DrainAsync();

        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal(["Bearer " + endless, "Bearer "
            + endless, "Bearer " + endless, "Bearer " + stage.Valid], stage.Api.Requests.Select(request => request.Authorization));
    }

    [Rule("7.2")]
    [Fact]
    public async Task After_a_suspension_the_wall_clock_decides_and_the_expired_token_is_not_sent()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock);
        var client = stage.CreateClient(stage.CreateCredential(options => options.TimeProvider = clock));
        await client.ListOrganizationsAsync();

        // A sleeping machine: the wall clock is two hours on, the monotonic one stood still.
        clock.WallOffset = TimeSpan.FromHours(2);
        await client.ListOrganizationsAsync();

        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal("Bearer " + stage.Valid, stage.Api.Requests[^1].Authorization);
    }

    [Rule("7.2")]
    [Fact]
    public async Task A_clock_that_is_set_back_does_not_make_an_old_token_young()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock);
        var client = stage.CreateClient(stage.CreateCredential(options => options.TimeProvider = clock));
        await client.ListOrganizationsAsync();

        stage.Clock.Advance(TimeSpan.FromHours(1));
        clock.WallOffset = TimeSpan.FromHours(-3);
        await client.ListOrganizationsAsync();

        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal("Bearer " + stage.Valid, stage.Api.Requests[^1].Authorization);
    }

    [Rule("7.3")]
    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    [InlineData(58)]
    [InlineData(600)]
    public async Task A_wrong_clock_does_not_hammer_the_identity_provider(int minutesAhead)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock) { WallOffset = TimeSpan.FromMinutes(minutesAhead) };
        var credential = stage.CreateCredential(options => options.TimeProvider = clock);
        await credential.GetTokenAsync(forceRefresh: true);

        for (var call = 0; call < 100; call++)
        {
            await credential.GetTokenAsync();
        }

        await stage.DrainAsync();
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("7.3")]
    [Theory]
    [InlineData(3590)]
    [InlineData(3599)]
    [InlineData(3601)]
    public async Task A_clock_that_is_a_tokens_life_ahead_does_not_have_every_token_refreshed_within_seconds(int secondsAhead)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock) { WallOffset = TimeSpan.FromSeconds(secondsAhead) };
        var credential = stage.CreateCredential(options => options.TimeProvider = clock);
        await credential.GetTokenAsync(forceRefresh: true);

        for (var second = 0; second < 300; second++)
        {
            await credential.GetTokenAsync();
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await stage.DrainAsync();
        Assert.InRange(stage.ProviderCalls, 1, 2);
    }

    [Rule("7.1")]
    [Fact]
    public async Task A_clock_that_is_behind_does_not_have_a_token_used_beyond_its_life()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock) { WallOffset = TimeSpan.FromMinutes(-30) };
        var credential = stage.CreateCredential(options => options.TimeProvider = clock);
        var first = await credential.GetTokenAsync(forceRefresh: true);
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var second = await credential.GetTokenAsync();

        Assert.Equal(2, stage.ProviderCalls);
        Assert.Equal(stage.Valid, second.Token);
        Assert.NotEqual(first.Token, second.Token);
    }

    [Fact]
    public async Task Without_a_window_nothing_is_refreshed_before_the_token_ends()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential(options => options.RefreshBeforeExpiry = TimeSpan.Zero);
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(3));
        var last = await credential.GetTokenAsync();
        var callsBefore = stage.ProviderCalls;
        stage.Clock.Advance(TimeSpan.FromSeconds(3));

        var next = await credential.GetTokenAsync();

        Assert.Equal((stage.FirstToken, 0), (last.Token, callsBefore));
        Assert.Equal((stage.Valid, 1), (next.Token, stage.ProviderCalls));
    }

    [Fact]
    public async Task A_token_that_is_nearly_used_up_when_it_is_handed_out_is_not_refreshed_at_once_and_not_used_beyond_its_end()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var now = stage.Clock.GetUtcNow();
        var old = TestToken.Create(now.AddMinutes(-57), now.AddMinutes(3));
        stage.IdentityProvider.Answer = (_, context) => stage.ProviderCalls == 1
            ? AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{old}}"}""")
            : stage.IssueAsync(context);
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync(forceRefresh: true);

        for (var call = 0; call < 20; call++)
        {
            Assert.Equal(old, (await credential.GetTokenAsync()).Token);
        }

        var callsMeanwhile = stage.ProviderCalls;
        stage.Clock.Advance(TimeSpan.FromMinutes(3));
        var next = await credential.GetTokenAsync();

        Assert.Equal(1, callsMeanwhile);
        Assert.Equal((stage.Valid, 2), (next.Token, stage.ProviderCalls));
    }

    [Fact]
    public async Task A_provider_that_hands_out_the_same_token_until_its_end_is_not_hammered()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer =
            (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.FirstToken}}"}""");
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(55));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1, 1);

        for (var second = 0; second < 290; second++)
        {
            await credential.GetTokenAsync();
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await stage.DrainAsync();
        Assert.InRange(stage.ProviderCalls, 1, 10);
    }
}
