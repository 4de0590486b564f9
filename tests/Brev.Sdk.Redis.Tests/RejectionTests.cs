using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Redis.Tests;

/// <summary>A login that the provider has refused to one instance is refused to the fleet, for a short while.</summary>
public sealed class RejectionTests
{
    [RedisFact]
    public async Task A_login_that_the_provider_refuses_costs_a_fleet_one_call()
    {
        await using var stage = await StartAsync();
        var fleet = Enumerable.Range(0, 5).Select(_ => stage.Instance().Credential).ToArray();
        await Task.WhenAll(fleet.Select(credential => credential.GetTokenAsync().AsTask()));
        stage.Brev.Clock.Advance(TimeSpan.FromHours(1));

        await Task.WhenAll(fleet.Select(AssertLoginRequiredAsync));

        Assert.Equal(1, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task The_error_of_an_instance_that_did_not_ask_says_that_another_one_was_refused()
    {
        await using var stage = await StartAsync();
        stage.Brev.Clock.Advance(TimeSpan.FromHours(1));
        await AssertLoginRequiredAsync(stage.Instance().Credential);

        var exception = await AssertLoginRequiredAsync(stage.Instance().Credential);

        Assert.Contains("has refused it to another process that shares it", exception.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task After_five_minutes_an_instance_that_starts_anew_asks_once_more()
    {
        await using var stage = await StartAsync();
        stage.Brev.Clock.Advance(TimeSpan.FromHours(1));
        await AssertLoginRequiredAsync(stage.Instance().Credential);
        stage.Brev.Clock.Advance(TimeSpan.FromMinutes(5));

        await AssertLoginRequiredAsync(stage.Instance().Credential);

        Assert.Equal(2, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task A_login_that_is_stored_in_the_place_of_a_refused_one_is_used_by_the_fleet()
    {
        await using var stage = await StartAsync();
        var (_, other) = stage.Instance();
        await other.GetTokenAsync();
        stage.Brev.Clock.Advance(TimeSpan.FromHours(1));
        await AssertLoginRequiredAsync(stage.Instance().Credential);
        await AssertLoginRequiredAsync(other);
        var newer = stage.Brev.NewToken();

        await stage.Store().SaveAsync(stage.Login with { AccessToken = newer }, default);

        Assert.Equal(newer, (await other.GetTokenAsync()).Token);
        Assert.Equal(1, stage.Brev.ProviderCalls);
    }

    [RedisFact]
    public async Task A_login_that_was_stored_meanwhile_is_not_marked_as_refused()
    {
        await using var stage = await StartAsync();
        var store = stage.Store();
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await store.SaveAsync(newer, default);

        await store.ReportRejectedAsync(stage.Login, default);

        _ = await store.LoadAsync(default);
        Assert.Equal((false, false), (store.IsReportedRejected(newer), store.IsReportedRejected(stage.Login)));
    }

    [RedisFact]
    public async Task What_takes_the_place_of_a_refused_login_is_not_marked_as_refused()
    {
        await using var stage = await StartAsync();
        var store = stage.Store();
        await store.ReportRejectedAsync(stage.Login, default);
        _ = await store.LoadAsync(default);
        Assert.True(store.IsReportedRejected(stage.Login));
        var newer = stage.Login with { AccessToken = "canary-newer" };

        await store.ReplaceAsync(newer, stage.Login, default);

        _ = await store.LoadAsync(default);
        Assert.False(store.IsReportedRejected(newer));
    }

    [RedisFact]
    public async Task A_mark_that_cannot_be_understood_counts_as_none()
    {
        await using var stage = await StartAsync();
        var store = stage.Store();
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        foreach (var mark in new[] { "", "soon", "-1", "9223372036854775807", "99999999999999999999" })
        {
            await database.HashSetAsync(store.Key, "rejected", mark);

            Assert.Equal(stage.Login, await store.LoadAsync(default));
            Assert.False(store.IsReportedRejected(stage.Login));
        }
    }

    /// <summary>A fleet whose login the provider refuses from now on.</summary>
    private static async Task<RedisStage> StartAsync()
    {
        var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        stage.Brev.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        return stage;
    }

    private static Task<BrevLoginRequiredException> AssertLoginRequiredAsync(BrevCredential credential) =>
        Assert.ThrowsAsync<BrevLoginRequiredException>(() => credential.GetTokenAsync().AsTask());
}
