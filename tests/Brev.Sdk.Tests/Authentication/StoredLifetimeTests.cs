using Brev.Sdk.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A token from a store may be of any age, and of any life.</summary>
public sealed class StoredLifetimeTests
{
    private const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    [Rule("1.2")]
    [Theory]
    [InlineData(79, 0)]
    [InlineData(81, 1)]
    public async Task A_stored_token_that_lives_shorter_than_the_window_is_refreshed_in_the_last_fifth_of_its_life(int seconds, int calls)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var now = stage.Clock.GetUtcNow();
        var credential = stage.Own(
            BrevCredential.FromTokens(TestToken.Create(now, now.AddSeconds(100)), RefreshToken, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(seconds));

        await credential.GetTokenAsync();
        await stage.DrainAsync();

        Assert.Equal(calls, stage.ProviderCalls);
    }

    /// <summary>Two issued ones in a row mean a clock that is ahead; a stored one may have been read long after it was issued.</summary>
    [Rule("7.3")]
    [Fact]
    public void A_token_that_is_almost_over_when_it_is_issued_behind_one_that_was_read_ends_when_it_says()
    {
        var clock = new FakeTimeProvider();
        var read = CachedToken.OfStored(TokenSet(clock, TimeSpan.FromSeconds(5)), TimeSpan.FromMinutes(5), clock);

        var issued = CachedToken.OfIssued(TokenSet(clock, TimeSpan.FromMinutes(1)), TimeSpan.FromMinutes(5), read, clock);

        Assert.Equal(clock.GetUtcNow().AddMinutes(1), issued.Lifetime.ExpiresOn);
    }

    [Rule("7.3")]
    [Fact]
    public void The_second_of_two_tokens_that_are_almost_over_when_they_are_issued_serves_a_quarter_of_its_life()
    {
        var clock = new FakeTimeProvider();
        var first = CachedToken.OfIssued(TokenSet(clock, TimeSpan.FromMinutes(1)), TimeSpan.FromMinutes(5), null, clock);

        var second = CachedToken.OfIssued(TokenSet(clock, TimeSpan.FromMinutes(2)), TimeSpan.FromMinutes(5), first, clock);

        Assert.Equal(clock.GetUtcNow().AddMinutes(1), first.Lifetime.ExpiresOn);
        Assert.Equal(clock.GetUtcNow().AddMinutes(15), second.Lifetime.ExpiresOn);
    }

    [Rule("1.2")]
    [Theory]
    [InlineData(30, 1)]
    [InlineData(60, 2)]
    [InlineData(3600, 2)]
    public void A_token_is_sent_until_shortly_before_its_end_and_refreshed_then_at_the_latest(int life, int before)
    {
        var clock = new FakeTimeProvider();
        var (now, expiry) = (clock.GetUtcNow(), clock.GetUtcNow().AddSeconds(life));

        var token = CachedToken.OfStored(
            new BrevStoredCredential { AccessToken = TestToken.Create(now, expiry) }, refreshBeforeExpiry: TimeSpan.Zero, clock)!;

        Assert.Equal(expiry.AddSeconds(-before), token.Lifetime.SendUntil);
        Assert.Equal(token.Lifetime.SendUntil, token.Lifetime.RefreshOn);
    }

    private static BrevStoredCredential TokenSet(FakeTimeProvider clock, TimeSpan left)
    {
        var expiry = clock.GetUtcNow() + left;
        return new() { AccessToken = TestToken.Create(expiry.AddHours(-1), expiry), RefreshToken = RefreshToken };
    }
}
