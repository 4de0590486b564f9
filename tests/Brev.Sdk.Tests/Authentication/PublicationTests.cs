using System.Diagnostics;
using Brev.Sdk.Tests.Diagnostics;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// What is told about a refresh is told no later than its token can be seen: what reads a counter after it has a new token finds the
/// refresh counted.
/// </summary>
[Collection(Alone.Name)]
public sealed class PublicationTests
{
    [Rule("9")]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_a_refresh_is_told_of_callers_still_have_the_token_before_it(bool isAdopted)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var log = new AskingLog();
        var options = stage.CredentialOptions();
        options.LoggerFactory = log;
        var credential = stage.Own(BrevCredential.FromStore(store, options));
        using var measurements = new Measurements();
        using var activities = Listen(() => log.Ask("activity"));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        if (isAdopted)
        {
            store.Stored = store.Stored with { AccessToken = stage.NewToken() };
        }

        log.Credential = credential;
        measurements.Added = log.Ask;
        await credential.GetTokenAsync();
        await stage.SettleAsync();
        log.Credential = null;

        Assert.NotEqual(stage.FirstToken, (await credential.GetTokenAsync()).Token);
        Assert.Equal(
            ["activity", "brev.token.expiry", "brev.token.refresh.duration", "brev.token.refreshes", isAdopted ? "event 2" : "event 1"],
            log.Seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(log.Seen.Values, token => Assert.Equal(stage.FirstToken, token));
    }

    [Rule("9")]
    [Fact]
    public async Task While_the_first_look_is_told_of_no_caller_has_its_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var log = new AskingLog();
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        using var measurements = new Measurements { Added = log.Ask };
        log.Credential = credential;

        await credential.GetTokenAsync();
        log.Credential = null;

        Assert.Single(measurements.Of("brev.token.expiry"));
        Assert.Empty(log.Seen);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task When_a_new_token_arrives_at_the_server_its_refresh_is_counted_whoever_the_credential_was_made_by(
        bool isDerived, bool isRejected)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var own = stage.CreateCredential();
        var client = stage.CreateClient(isDerived ? new Wrapped(own) : own);
        using var measurements = new Measurements();
        var counted = -1;
        stage.Api.Answer = (request, context) =>
        {
            if (request.Authorization == "Bearer " + stage.FirstToken)
            {
                return AuthenticationStage.RejectAsync(context, 401);
            }

            counted = measurements.Of("brev.token.refreshes").Count;
            return AuthenticationStage.SucceedAsync(context);
        };
        stage.Clock.Advance(isRejected ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(2));

        await client.ListOrganizationsAsync();

        Assert.Equal(1, counted);
    }

    private static ActivityListener Listen(Action stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Brev.Sdk",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "Brev token refresh")
                {
                    stopped();
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>An application's own credential around one of the SDK's.</summary>
    private sealed class Wrapped(BrevCredential inner) : BrevCredential
    {
        public override ValueTask<BrevAccessToken> GetTokenAsync(
            bool forceRefresh = false, CancellationToken cancellationToken = default) =>
            inner.GetTokenAsync(forceRefresh, cancellationToken);
    }
}
