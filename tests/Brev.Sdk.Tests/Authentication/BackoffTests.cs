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
        var backoff = new RefreshBackoff(_clock);

        foreach (var seconds in new[] { 5, 10, 20, 40, 60, 60, 60 })
        {
            backoff.Fail(null);
            Assert.InRange(backoff.Remaining, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds * 1.25));
        }
    }

    [Rule("3.3")]
    [Fact]
    public void A_token_that_outlives_the_pause_does_not_make_it_longer()
    {
        var backoff = new RefreshBackoff(_clock);

        backoff.Fail(null);

        Assert.Equal(backoff.Remaining, backoff.RemainingBefore(_clock.GetUtcNow().AddHours(1)));
    }

    [Rule("3.3")]
    [Fact]
    public void Two_processes_do_not_come_back_in_step()
    {
        var pauses = Enumerable.Range(0, 100).Select(_ =>
        {
            var backoff = new RefreshBackoff(_clock);
            backoff.Fail(null);
            return backoff.Remaining;
        });

        Assert.InRange(pauses.Distinct().Count(), 90, 100);
    }

    [Fact]
    public void A_success_ends_the_back_off_and_the_next_one_begins_small()
    {
        var backoff = new RefreshBackoff(_clock);
        backoff.Fail(null);
        backoff.Fail(TimeSpan.FromMinutes(4));
        backoff.Succeed();
        Assert.Equal(TimeSpan.Zero, backoff.Remaining);

        backoff.Fail(null);

        Assert.InRange(backoff.Remaining, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6.25));
    }

    [Theory]
    [InlineData(1, 5, 6.25)]
    [InlineData(120, 120, 120)]
    [InlineData(3600, 300, 300)]
    public void A_pause_that_the_provider_asks_for_counts_when_it_is_the_longer_one_and_for_five_minutes_at_most(
        int requested, double atLeast, double atMost)
    {
        var backoff = new RefreshBackoff(_clock);

        backoff.Fail(TimeSpan.FromSeconds(requested));

        Assert.InRange(backoff.Remaining, TimeSpan.FromSeconds(atLeast), TimeSpan.FromSeconds(atMost));
    }

    [Fact]
    public void Callers_who_have_no_token_wait_ten_seconds_after_any_failure()
    {
        var backoff = new RefreshBackoff(_clock);

        for (var failure = 0; failure < 7; failure++)
        {
            backoff.Fail(null);
            Assert.InRange(backoff.RemainingWhileCallersWait, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12.5));
        }
    }

    [Theory]
    [InlineData(20, 20, 20)]
    [InlineData(3600, 48, 60)]
    public void Callers_who_have_no_token_wait_as_long_as_the_provider_asks_for_and_for_a_minute_at_most(
        int requested, double atLeast, double atMost)
    {
        var backoff = new RefreshBackoff(_clock);

        backoff.Fail(TimeSpan.FromSeconds(requested));

        Assert.InRange(backoff.RemainingWhileCallersWait, TimeSpan.FromSeconds(atLeast), TimeSpan.FromSeconds(atMost));
    }

    [Theory]
    [InlineData(3600, 300)]
    [InlineData(301, 300)]
    [InlineData(300, 240)]
    [InlineData(200, 140)]
    [InlineData(100, 50)]
    [InlineData(20, 10)]
    public void A_pause_that_would_outlast_the_token_ends_a_minute_before_it_or_half_way(int left, int pause)
    {
        var backoff = new RefreshBackoff(_clock);

        backoff.Fail(TimeSpan.FromMinutes(5));

        Assert.Equal(TimeSpan.FromSeconds(pause), backoff.RemainingBefore(_clock.GetUtcNow().AddSeconds(left)));
    }

    [Fact]
    public void The_failure_of_the_last_attempt_before_the_end_brings_no_other_before_it()
    {
        var backoff = new RefreshBackoff(_clock);
        var end = _clock.GetUtcNow().AddMinutes(5);
        backoff.Fail(TimeSpan.FromMinutes(5));
        _clock.Advance(backoff.RemainingBefore(end));

        backoff.Fail(TimeSpan.FromMinutes(5));

        Assert.Equal(TimeSpan.FromMinutes(5), backoff.RemainingBefore(end));
    }

    [Rule("3.3")]
    [Fact]
    public async Task A_newer_token_in_the_store_ends_the_back_off_because_the_provider_has_given_it()
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
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));
        stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        var newer = stage.NewToken();
        store.Stored = store.Stored with { AccessToken = newer };
        Assert.Equal(newer, (await credential.GetTokenAsync(forceRefresh: true)).Token);

        await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(2, stage.ProviderCalls);
    }

    [Rule("3.3")]
    [Fact]
    public async Task After_a_401_callers_wait_for_a_provider_that_asked_for_a_pause_a_minute_at_most()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(stage.CreateCredential());
        await client.ListOrganizationsAsync();
        stage.Valid = "the first token is revoked";
        stage.IdentityProvider.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = "300";
            return AuthenticationStage.RejectAsync(context, 429);
        };
        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));

        await client.ListOrganizationsAsync();

        Assert.Equal("Bearer " + stage.Valid, stage.Api.Requests[^1].Authorization);
    }

    [Rule("3.3")]
    [Fact]
    public async Task An_application_that_forces_a_refresh_every_second_asks_a_failing_provider_ten_times_in_five_minutes_at_most()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 503);

        for (var second = 0; second < 300; second++)
        {
            await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(stage.ProviderCalls, 2, 10);
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

        for (var step = 0; step < 4; step++)
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(10));
            await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        }

        Assert.Equal(1, stage.ProviderCalls);
    }
}
