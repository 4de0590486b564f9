using Brev.Sdk.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>How attempts at a failing identity provider are spaced.</summary>
public sealed class BackoffTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Pauses_double_from_five_seconds_to_a_minute_and_are_longer_by_up_to_a_quarter()
    {
        var backoff = new RenewalBackoff(_clock);

        foreach (var seconds in new[] { 5, 10, 20, 40, 60, 60, 60 })
        {
            backoff.Fail(null);
            Assert.InRange(backoff.Remaining, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds * 1.25));
        }
    }

    [Fact]
    public void Two_processes_do_not_come_back_in_step()
    {
        var pauses = Enumerable.Range(0, 100).Select(_ =>
        {
            var backoff = new RenewalBackoff(_clock);
            backoff.Fail(null);
            return backoff.Remaining;
        });

        Assert.InRange(pauses.Distinct().Count(), 90, 100);
    }

    [Fact]
    public void A_success_ends_the_back_off_and_the_next_one_begins_small()
    {
        var backoff = new RenewalBackoff(_clock);
        backoff.Fail(null);
        backoff.Fail(TimeSpan.FromMinutes(4));
        backoff.Succeed();
        Assert.Equal(TimeSpan.Zero, backoff.Remaining);

        backoff.Fail(null);

        Assert.InRange(backoff.Remaining, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6.25));
        Assert.False(backoff.IsRequested);
    }

    [Theory]
    [InlineData(1, 5, 6.25)]
    [InlineData(120, 120, 120)]
    [InlineData(3600, 300, 300)]
    public void A_pause_that_the_provider_asks_for_counts_when_it_is_the_longer_one_and_for_five_minutes_at_most(int requested, double atLeast, double atMost)
    {
        var backoff = new RenewalBackoff(_clock);

        backoff.Fail(TimeSpan.FromSeconds(requested));

        Assert.InRange(backoff.Remaining, TimeSpan.FromSeconds(atLeast), TimeSpan.FromSeconds(atMost));
        Assert.True(backoff.IsRequested);
    }

    [Fact]
    public async Task A_pause_that_the_provider_asked_for_survives_a_failure_of_the_store()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.IdentityProvider.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = "240";
            return AuthenticationStage.RejectAsync(context, 429);
        };
        stage.Clock.Advance(TimeSpan.FromMinutes(61));
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        stage.Clock.Advance(TimeSpan.FromSeconds(5));
        store.IsLockFailing = true;
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        store.IsLockFailing = false;

        for (var step = 0; step < 20; step++)
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(10));
            await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        }

        Assert.Equal(1, stage.ProviderCalls);
    }
}
