using System.Diagnostics;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Diagnostics;

/// <summary>Every refresh is counted once, with why it was started and how it ended.</summary>
[Collection(Alone.Name)]
public sealed class RefreshMetricsTests : IDisposable
{
    private const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";
    private readonly TemporaryFolder _folder = new();
    private readonly Measurements _measurements = new();

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var reason in new[] { "window", "expired", "rejected" })
            {
                foreach (var outcome in new[] { "refreshed", "adopted", "transient", "rejected" })
                {
                    data.Add(reason, outcome);
                }
            }

            return data;
        }
    }

    public void Dispose()
    {
        _measurements.Dispose();
        _folder.Dispose();
    }

    [Rule("9")]
    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refresh_is_counted_once_by_reason_and_outcome_and_timed(string reason, string outcome)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), stage.FirstToken, RefreshToken);
        var credential = stage.Own(BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions()));
        var client = stage.CreateClient(credential);
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(
            reason switch { "window" => TimeSpan.FromMinutes(56), "expired" => TimeSpan.FromHours(2), _ => TimeSpan.FromMinutes(1) });
        if (reason == "rejected")
        {
            stage.Valid = "revoked";
        }
        else
        {
            // Any token will do: the background may have issued the next one before the call with this one arrives.
            stage.Api.Answer = (_, context) => AuthenticationStage.SucceedAsync(context);
        }

        switch (outcome)
        {
            case "adopted":
                var newer = stage.NewToken();
                CredentialsFile.Write(_folder.File(), newer, RefreshToken);
                stage.Valid = newer;
                break;
            case "transient":
                stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 503);
                break;
            case "rejected":
                stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
                break;
        }

        _ = await Record.ExceptionAsync(() => client.ListOrganizationsAsync());
        await stage.DrainAsync();

        Assert.Equal([$"outcome={outcome} reason={reason}"], _measurements.Of("brev.token.refreshes"));
        Assert.Equal([$"outcome={outcome} reason={reason}"], _measurements.Of("brev.token.refresh.duration"));

        // Of the first token, and of the one that came after it.
        var isReplaced = outcome is "refreshed" or "adopted";
        const double Hour = 3600;
        Assert.Equal(isReplaced ? [Hour, Hour] : [Hour], _measurements.Values("brev.token.expiry"));
        Assert.Equal(isReplaced && reason == "rejected" ? ["http.response.status_code=401"] : [], _measurements.Of("brev.call.resends"));
    }

    [Theory]
    [InlineData(200, "refreshed", null)]
    [InlineData(503, "transient", "transient")]
    [InlineData(401, "rejected", "rejected")]
    public async Task A_refresh_is_one_activity_with_its_reason_and_its_outcome(int status, string outcome, string? error)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(2));
        stage.IdentityProvider.Answer = (_, context) =>
            status == 200 ? stage.IssueAsync(context) : AuthenticationStage.RejectAsync(context, status);
        var stopped = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Brev.Sdk",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped.Add,
        };
        ActivitySource.AddActivityListener(listener);

        _ = await Record.ExceptionAsync(async () => await credential.GetTokenAsync());

        var refresh = Assert.Single(stopped);
        Assert.Equal(
            (BrevTelemetryNames.RefreshActivity, "expired", outcome, error),
            (refresh.OperationName, refresh.GetTagItem("reason"), refresh.GetTagItem("outcome"), refresh.GetTagItem("error.type")));
        Assert.Equal(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, refresh.Status);
    }

    [Fact]
    public async Task A_resend_after_a_permission_error_is_counted_by_its_status()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (request, context) => request.Authorization == "Bearer " + stage.FirstToken
            ? AuthenticationStage.RejectAsync(context, 403)
            : AuthenticationStage.SucceedAsync(context);

        await stage.CreateClient(stage.CreateCredential()).ListOrganizationsAsync();

        Assert.Equal(["http.response.status_code=403"], _measurements.Of("brev.call.resends"));
    }

    [Fact]
    public async Task Looks_at_the_store_that_find_nothing_new_are_no_refreshes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), stage.FirstToken, RefreshToken);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var credential = stage.Own(BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);

        for (var call = 0; call < 20; call++)
        {
            await credential.GetTokenAsync();
        }

        await stage.DrainAsync();
        Assert.Equal(["outcome=rejected reason=window"], _measurements.Of("brev.token.refreshes"));
    }

    [Fact]
    public async Task A_rejection_that_another_process_has_reported_is_no_refresh()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = RefreshToken });
        store.Rejected = store.Stored;
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));

        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());

        Assert.Empty(_measurements.Of("brev.token.refreshes"));
    }

    [Fact]
    public async Task Looks_for_a_login_that_is_gone_are_no_refreshes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), stage.FirstToken, RefreshToken);
        var credential = stage.Own(BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions()));
        await credential.GetTokenAsync();
        File.Delete(_folder.File());
        stage.Clock.Advance(TimeSpan.FromHours(1));

        for (var call = 0; call < 20; call++)
        {
            await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());
        }

        await stage.DrainAsync();
        Assert.Empty(_measurements.Of("brev.token.refreshes"));
    }

    [Theory]
    [InlineData(401, "rejected", 1)]
    [InlineData(503, "transient", 1)]
    public async Task A_hundred_calls_on_an_expired_login_count_the_questions_to_the_provider_and_not_the_calls(
        int status, string outcome, int questions)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, status);
        var credential = stage.CreateCredential();
        stage.Clock.Advance(TimeSpan.FromHours(2));

        for (var call = 0; call < 100; call++)
        {
            await Assert.ThrowsAnyAsync<BrevException>(async () => await credential.GetTokenAsync());
        }

        await stage.DrainAsync();
        Assert.Equal(questions, stage.ProviderCalls);
        Assert.Equal(Enumerable.Repeat($"outcome={outcome} reason=expired", questions), _measurements.Of("brev.token.refreshes"));
    }

    [Fact]
    public async Task A_rejected_API_key_is_no_refresh()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), "", "", file => file["api_key"] = "bak-canary");
        var client = stage.CreateClient(stage.Own(BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions())));

        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        await stage.DrainAsync();

        Assert.Empty(_measurements.Of("brev.token.refreshes"));
    }
}
