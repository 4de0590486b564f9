using Brev.Sdk.Credentials;
using Xunit.Abstractions;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// An outage of the identity provider that begins with the refresh window: how often it is asked, and how soon callers are served when it
/// is back.
/// </summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static TheoryData<int, int, int> Outages
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach (var status in new[] { 503, 429 })
            {
                foreach (var between in new[] { 1, 60 })
                {
                    foreach (var recovery in new[] { -1, 1, 600 })
                    {
                        data.Add(status, between, recovery);
                    }
                }
            }

            return data;
        }
    }

    [Rule("3.3")]
    [Theory]
    [MemberData(nameof(Outages))]
    public async Task
    While_the_token_is_good_the_provider_is_asked_up_to_ten_times_and_once_more_before_the_end_and_callers_are_served_soon_after_it_is_back(
        int status, int secondsBetweenCalls, int recovery)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var attempts = new List<TimeSpan>();
        var (credential, end) = (stage.CreateCredential(), stage.Clock.GetUtcNow().AddHours(1));
        stage.IdentityProvider.Answer = (_, context) =>
        {
            attempts.Add(stage.Clock.GetUtcNow() - end);
            context.Response.Headers.RetryAfter = status == 429 ? "86400" : default;
            return attempts[^1].TotalSeconds >= recovery ? stage.IssueAsync(context) : AuthenticationStage.RejectAsync(context, status);
        };
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1) - Window);

        var (served, callsSinceRecovery) =
            await CallUntilServedAsync(stage, credential, end, TimeSpan.FromSeconds(secondsBetweenCalls), recovery);

        output.WriteLine(
            $"{status}, a call every {secondsBetweenCalls} s, back at {recovery} s: "
                + $"asked at {string.Join(", ", attempts.Select(at => $"{at.TotalSeconds:0}"))}; served at {served.TotalSeconds:0} s");
        var early = attempts.Where(at => at < TimeSpan.Zero).ToArray();
        Assert.InRange(early.Length, 2, 10);
        Assert.InRange(early[^1].TotalSeconds, -62, -1);
        Assert.All(attempts.Zip(attempts.Skip(1)).Where(pair => pair.First >= TimeSpan.Zero), pair =>
            Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(10)));
        if (secondsBetweenCalls == 1)
        {
            Assert.InRange(served.TotalSeconds - Math.Max(recovery, 0), 0, status == 429 ? 60 : 15);
        }

        Assert.InRange(callsSinceRecovery, 1, secondsBetweenCalls == 1 ? 61 : status == 429 ? 2 : 1);
    }

    [Rule("3.3")]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_forces_a_refresh_and_has_no_token_that_is_good_waits_as_everybody_who_has_none(bool hasEnded)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        if (hasEnded)
        {
            await credential.GetTokenAsync();
            stage.Clock.Advance(TimeSpan.FromHours(1));
        }
        else
        {
            store.Stored = store.Stored with { AccessToken = null };
        }

        stage.IdentityProvider.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = "300";
            return AuthenticationStage.RejectAsync(context, 429);
        };
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync(forceRefresh: true));
        stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);
        stage.Clock.Advance(TimeSpan.FromSeconds(61));

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(stage.Valid, token.Token);
    }

    /// <summary>
    /// One call after the other; each refresh that one begins is over before the clock goes on. Until the token's end every call is served.
    /// </summary>
    private static async Task<(TimeSpan Served, int CallsSinceRecovery)> CallUntilServedAsync(
        AuthenticationStage stage, BrevCredential credential, DateTimeOffset end, TimeSpan between, int recovery)
    {
        var calls = 0;
        while (true)
        {
            var now = stage.Clock.GetUtcNow() - end;
            calls += now.TotalSeconds >= recovery && now >= TimeSpan.Zero ? 1 : 0;
            var failure = await Record.ExceptionAsync(async () => await credential.GetTokenAsync());
            await credential.DrainAsync();
            if (now >= TimeSpan.Zero && failure is null)
            {
                return (now, calls);
            }

            Assert.True(now < TimeSpan.Zero
                ? failure is null
                : failure is BrevConnectionException { IsTransient: true }, $"At {now}: {failure}");
            Assert.True(now < TimeSpan.FromMinutes(20), "Callers are never served.");
            stage.Clock.Advance(between);
        }
    }
}
