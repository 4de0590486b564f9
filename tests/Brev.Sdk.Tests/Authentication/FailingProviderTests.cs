using Brev.Sdk.Credentials;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A login outlives an identity provider that does not work.</summary>
public sealed class FailingProviderTests(ITestOutputHelper output)
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(76);

    public static TheoryData<ProviderFault> Faults => [.. Enum.GetValues<ProviderFault>()];

    [Rule("3.3")]
    [Theory]
    [MemberData(nameof(Faults))]
    public async Task It_fails_for_the_whole_window_and_no_request_fails_or_waits_and_it_is_asked_ten_times_at_most(ProviderFault fault)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var transport = Break(stage, fault);
        var client = stage.CreateClient(stage.CreateCredential(options => options.Transport = transport.Handler));
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(55));

        for (var second = 0; second < 295; second += 5)
        {
            await client.ListOrganizationsAsync().WaitAsync(AuthenticationStage.Patience);
            if (second == 0)
            {
                // Fake time runs ahead of a busy machine: the first attempt has to be over, or hang, before the others are due.
                await (fault == ProviderFault.Hangs ? transport.Asked : stage.Log.RefreshesAsync(1));
            }

            stage.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        await stage.Log.RefreshesAsync(2);
        output.WriteLine($"{fault}: {transport.Attempts} attempts in {stage.Api.Requests.Count} requests over 5 minutes");
        Assert.InRange(transport.Attempts, 2, 10);
        Assert.All(stage.Api.Requests, request => Assert.Equal("Bearer " + stage.FirstToken, request.Authorization));
        Assert.Single(stage.Log.Entries, entry => entry.Event == 3);
    }

    [Rule("3.5")]
    [Theory]
    [MemberData(nameof(Faults))]
    public async Task After_expiry_the_error_is_transient_and_the_first_call_after_the_back_off_refreshes(ProviderFault fault)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var transport = Break(stage, fault);
        var client = stage.CreateClient(stage.CreateCredential(options =>
        {
            options.Transport = transport.Handler;
            options.RefreshTimeout = TimeSpan.FromSeconds(10);
        }));
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var call = client.ListOrganizationsAsync();
        if (fault == ProviderFault.Hangs)
        {
            await transport.Asked;
            stage.Clock.Advance(TimeSpan.FromSeconds(11));
        }

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => call.WaitAsync(AuthenticationStage.Patience));
        transport.Mend();
        stage.Clock.Advance(LongestBackoff);
        await client.ListOrganizationsAsync();

        Assert.True(exception.IsTransient);
        Assert.DoesNotContain("brev login", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, transport.Attempts);
        Assert.Equal("Bearer " + stage.Valid, stage.Api.Requests[^1].Authorization);
        Assert.NotEqual(stage.FirstToken, stage.Valid);
    }

    [Fact]
    public async Task After_expiry_a_provider_that_is_down_is_asked_every_ten_seconds_and_hardly_more_rarely()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var transport = Break(stage, ProviderFault.Answers500);
        var client = stage.CreateClient(stage.CreateCredential(options => options.Transport = transport.Handler));
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var attempts = new List<int>();
        for (var second = 0; second < 600; second++)
        {
            await Assert.ThrowsAsync<BrevConnectionException>(() => client.ListOrganizationsAsync());
            attempts.Add(transport.Attempts);
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var pauses = Enumerable.Range(1, 599).Where(second => attempts[second] > attempts[second - 1]).ToArray();
        output.WriteLine($"{attempts[^1]} attempts in 10 minutes with a call every second");
        Assert.All(pauses.Zip(pauses.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 10, 13));
    }

    [Rule("3.5")]
    [Theory]
    [InlineData(500, typeof(BrevConnectionException))]
    [InlineData(401, typeof(BrevLoginRequiredException))]
    public async Task In_its_last_seconds_a_token_that_could_not_be_refreshed_is_still_sent(int status, Type afterwards)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, status);
        var client = stage.CreateClient(stage.CreateCredential());
        stage.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));

        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync(afterwards, () => client.ListOrganizationsAsync());

        Assert.Equal("Bearer " + stage.FirstToken, Assert.Single(stage.Api.Requests).Authorization);
    }

    [Fact]
    public async Task A_machine_that_slept_through_the_back_off_asks_at_once()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var transport = Break(stage, ProviderFault.Answers500);
        var clock = new TwoClocks(stage.Clock);
        var credential = stage.CreateCredential(options => (options.Transport, options.TimeProvider) = (transport.Handler, clock));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);
        transport.Mend();

        // Asleep for ten seconds: the monotonic clock, by which the back-off had just begun, stood still.
        clock.WallOffset = TimeSpan.FromSeconds(10);
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1, 1);

        Assert.Equal(stage.Valid, (await credential.GetTokenAsync()).Token);
        Assert.Equal(2, transport.Attempts);
    }

    [Fact]
    public async Task Inside_the_window_the_first_call_after_the_back_off_refreshes_without_waiting()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var transport = Break(stage, ProviderFault.Answers500);
        var client = stage.CreateClient(stage.CreateCredential(options => options.Transport = transport.Handler));
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await client.ListOrganizationsAsync();
        await stage.RefreshesAsync(1);
        transport.Mend();

        await client.ListOrganizationsAsync();
        Assert.Equal(1, transport.Attempts);
        stage.Clock.Advance(TimeSpan.FromSeconds(7));
        await client.ListOrganizationsAsync();
        await stage.RefreshesAsync(1, 1);
        await client.ListOrganizationsAsync();

        Assert.Equal(2, transport.Attempts);
        Assert.Equal("Bearer " + stage.Valid, stage.Api.Requests[^1].Authorization);
    }

    [Theory]
    [InlineData("40", 39, 42)]
    [InlineData("86400", 47, 60)]
    public async Task After_expiry_Retry_After_is_honoured_and_capped_at_a_minute(string retryAfter, int tooEarly, int lateEnough)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var working = stage.IdentityProvider.Answer;
        stage.IdentityProvider.Answer = (_, context) => AskForPauseAsync(context, retryAfter);
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        stage.IdentityProvider.Answer = working;

        stage.Clock.Advance(TimeSpan.FromSeconds(tooEarly));
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        Assert.Equal(1, stage.ProviderCalls);
        stage.Clock.Advance(TimeSpan.FromSeconds(lateEnough - tooEarly));

        var token = await credential.GetTokenAsync();
        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(2, stage.ProviderCalls);
    }

    [Fact]
    public async Task Inside_the_window_Retry_After_is_honoured_and_capped_at_five_minutes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AskForPauseAsync(context, "86400");
        var credential = stage.CreateCredential(options => options.RefreshBeforeExpiry = TimeSpan.FromMinutes(12));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(49));

        foreach (var (seconds, attempts) in new[] { (0, 1), (299, 1), (1, 2) })
        {
            stage.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await credential.GetTokenAsync();
            await credential.DrainAsync();
            Assert.Equal(attempts, stage.ProviderCalls);
        }
    }

    [Fact]
    public async Task A_call_that_waits_for_a_token_until_its_time_is_up_says_that_it_was_not_sent()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var transport = Break(stage, ProviderFault.Hangs);
        var client = stage.CreateClient(stage.CreateCredential(options => options.Transport = transport.Handler));
        stage.Clock.Advance(TimeSpan.FromHours(2));

        var call = client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "new" });
        await transport.Asked;
        stage.Clock.Advance(TimeSpan.FromSeconds(30));
        var exception = await Assert.ThrowsAnyAsync<BrevException>(() => call.WaitAsync(AuthenticationStage.Patience));

        Assert.DoesNotContain("may have taken effect", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Your login is intact", exception.Message, StringComparison.Ordinal);
        Assert.Empty(stage.Api.Requests);
    }

    [Rule("3.3")]
    [Fact]
    public async Task A_refresh_that_succeeds_makes_the_pause_after_the_next_failure_a_short_one_again()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        for (var outage = 0; outage < 2; outage++)
        {
            stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 503);
            await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));
            stage.Clock.Advance(TimeSpan.FromSeconds(7));
            stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);
            await credential.GetTokenAsync(forceRefresh: true);
        }

        Assert.Equal(4, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_refresh_that_is_put_off_says_for_how_long()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 503);
        var credential = stage.CreateCredential();
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));

        Assert.Matches("failed a moment ago; the next attempt is due in [567] seconds", exception.Message);
        Assert.EndsWith("Your login is intact; try again in a moment.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("4.6")]
    [Fact]
    public async Task An_application_that_forces_more_than_five_refreshes_a_minute_is_told_so()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        for (var refresh = 0; refresh < 5; refresh++)
        {
            await credential.GetTokenAsync(forceRefresh: true);
        }

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));

        Assert.Contains("Five refreshes have been forced within a minute", exception.Message, StringComparison.Ordinal);
        Assert.Equal(5, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_store_that_fails_under_an_expired_token_is_left_alone_for_a_few_seconds()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        store.IsLockFailing = true;
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        store.IsLockFailing = false;

        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        stage.Clock.Advance(TimeSpan.FromSeconds(7));

        var token = await credential.GetTokenAsync();
        Assert.Equal(stage.Valid, token.Token);
    }

    [Fact]
    public async Task A_warning_about_a_token_that_is_over_says_that_nothing_of_it_is_left()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(2));
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 503);

        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());

        Assert.Contains("used for 00:00:00", Assert.Single(stage.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_401_while_the_provider_fails_shows_the_original_answer_and_asks_the_provider_once()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var transport = Break(stage, ProviderFault.Answers500);
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var client = stage.CreateClient(stage.CreateCredential(options => options.Transport = transport.Handler));

        for (var call = 0; call < 20; call++)
        {
            var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
            Assert.True(exception.IsUnauthenticated);
            Assert.Contains("could not be refreshed for a passing reason", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("brev login", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, transport.Attempts);
        Assert.Equal(20, stage.Api.Requests.Count);
    }

    private static Task AskForPauseAsync(HttpContext context, string retryAfter)
    {
        context.Response.Headers.RetryAfter = retryAfter;
        context.Response.StatusCode = 429;
        return Task.CompletedTask;
    }

    private static ProviderBreakage Break(AuthenticationStage stage, ProviderFault fault) => new(stage, fault);
}
