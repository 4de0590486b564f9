namespace Brev.Sdk.Tests.Authentication;

/// <summary>A clock that was ahead when a token was read, and is right now: what seemed to be over, or soon to be, is not.</summary>
public sealed class CorrectedClockTests : SharedFileCase
{
    [Theory]
    [InlineData("auto-login")]
    [InlineData(RefreshToken)]
    public async Task A_token_that_seemed_to_be_over_is_sent_as_soon_as_the_clock_is_right_though_nothing_refreshes_it(string refreshToken)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock) { WallOffset = TimeSpan.FromHours(2) };
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, "{}", 503);
        var credential = Create(stage, clock, refreshToken);
        await Assert.ThrowsAnyAsync<BrevException>(async () => await credential.GetTokenAsync());

        clock.WallOffset = TimeSpan.Zero;
        stage.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(stage.FirstToken, (await credential.GetTokenAsync()).Token);
    }

    [Rule("7.1")]
    [Fact]
    public async Task A_token_that_seemed_to_end_in_ten_minutes_serves_its_whole_hour()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock) { WallOffset = TimeSpan.FromMinutes(50) };
        var credential = Create(stage, clock, "auto-login");
        await credential.GetTokenAsync();

        clock.WallOffset = TimeSpan.Zero;
        stage.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(stage.FirstToken, (await credential.GetTokenAsync()).Token);

        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());
    }

    [Fact]
    public async Task The_same_holds_for_a_token_that_was_adopted_meanwhile()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock);
        var credential = Create(stage, clock, "");
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        var second = stage.NewToken();
        CredentialsFile.Write(File, second, "");
        clock.WallOffset = TimeSpan.FromMinutes(50);
        await credential.GetTokenAsync();

        clock.WallOffset = TimeSpan.Zero;
        stage.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(second, (await credential.GetTokenAsync()).Token);
    }

    [Rule("7.3")]
    [Fact]
    public async Task A_clock_that_is_ahead_by_more_than_a_life_is_named_in_the_log()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock) { WallOffset = TimeSpan.FromHours(2) };
        var credential = stage.CreateCredential(options => options.TimeProvider = clock);

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(stage.Valid, token.Token);
        Assert.Contains("past its end by this machine's clock", Assert.Single(stage.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_ahead_by_almost_a_life_hammers_nobody_with_tokens_that_do_not_say_when_they_were_issued()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new TwoClocks(stage.Clock) { WallOffset = TimeSpan.FromHours(1) - TimeSpan.FromSeconds(12) };
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(
            context, $$"""{"token":"{{TestToken.Create(null, stage.Clock.GetUtcNow().AddHours(1))}}"}""");
        var credential = stage.CreateCredential(options => options.TimeProvider = clock);
        for (var second = 0; second < 300; second++)
        {
            await credential.GetTokenAsync();
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(stage.ProviderCalls, 1, 10);
    }

    private BrevCredential Create(AuthenticationStage stage, TwoClocks clock, string refreshToken)
    {
        CredentialsFile.Write(File, stage.FirstToken, refreshToken);
        var options = stage.CredentialOptions();
        options.TimeProvider = clock;
        return stage.Own(BrevCredential.FromCredentialsFile(File, options));
    }
}
