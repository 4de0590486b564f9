using System.Net;
using Brev.Sdk.Authentication;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// A rejected token of a credential that an application derives: how often it is refreshed, by the promises of the SDK's own token source.
/// </summary>
public sealed class ForcedRefreshTests : DerivedCredentialCase
{
    [Fact]
    public async Task One_that_fails_is_not_repeated_before_a_pause_that_grows_to_little_more_than_ten_seconds()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => throw new InvalidOperationException()));
        await RejectAsync(client, times: 20);
        Assert.Equal(1, Forced);

        Assert.Equal(2, await ForcedAfterAsync(client, TimeSpan.FromSeconds(6.25)));
        Assert.Equal(2, await ForcedAfterAsync(client, TimeSpan.FromSeconds(9.9)));
        Assert.Equal(3, await ForcedAfterAsync(client, TimeSpan.FromSeconds(2.6)));
        for (var failure = 4; failure < 6; failure++)
        {
            Assert.Equal(failure, await ForcedAfterAsync(client, TimeSpan.FromSeconds(12.6)));
        }
    }

    [Fact]
    public async Task One_that_brings_the_same_token_counts_as_one_that_failed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => Task.FromResult(Old)));

        await RejectAsync(client, times: 20);

        Assert.Equal(1, Forced);
        Assert.Equal(20, stage.Api.Requests.Count);
        Assert.Equal(2, await ForcedAfterAsync(client, TimeSpan.FromSeconds(6.25)));
    }

    [Fact]
    public async Task One_that_brings_null_counts_as_one_that_failed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => Task.FromResult<BrevAccessToken>(null!)));

        await RejectAsync(client, times: 20);

        Assert.Equal(1, Forced);
    }

    [Rule("4.1")]
    [Fact]
    public async Task A_caller_is_not_answered_by_a_flight_that_replaces_another_token()
    {
        var asked = new Gate();
        var second = new BrevAccessToken("second");
        var credential = new OwnCredential(async (force, _) =>
        {
            await (force ? Task.CompletedTask : asked.PassAsync(CancellationToken.None));
            return force ? new BrevAccessToken("third") : second;
        });

        var replacingFirst = credential.ReplaceDeniedAsync(Old, HttpStatusCode.Unauthorized, default).AsTask();
        await asked.Arrived;
        var replacingSecond = credential.ReplaceDeniedAsync(second, HttpStatusCode.Unauthorized, default).AsTask();
        asked.Open();

        Assert.Equal("second", (await replacingFirst.WaitAsync(AuthenticationStage.Patience))?.Token);
        Assert.Equal("third", (await replacingSecond.WaitAsync(AuthenticationStage.Patience))?.Token);
    }

    [Fact]
    public async Task A_pause_hides_no_token_that_the_credential_has_found_by_itself()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => throw new InvalidOperationException()));
        await RejectAsync(client);
        stage.Valid = "found";
        stage.Api.Answer = async (request, context) =>
        {
            var isValid = request.Authorization == "Bearer found";
            Current = new BrevAccessToken("found");
            await (isValid ? AuthenticationStage.SucceedAsync(context) : AuthenticationStage.RejectAsync(context, 401));
        };

        await client.ListOrganizationsAsync();

        Assert.Equal(1, Forced);
    }

    [Fact]
    public async Task A_server_that_rejects_every_token_gets_at_most_five_new_ones_a_minute()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => Task.FromResult(Current = new BrevAccessToken($"new-{Forced}"))));

        await RejectAsync(client, times: 50);
        Assert.Equal(5, Forced);

        Assert.Equal(6, await ForcedAfterAsync(client, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_403_that_joins_one_for_a_401_is_remembered_as_well()
    {
        var refreshing = new Gate();
        var credential = Credential(async cancellationToken =>
        {
            await refreshing.PassAsync(cancellationToken);
            return Current = new BrevAccessToken("new");
        });

        var first = credential.ReplaceDeniedAsync(Old, HttpStatusCode.Unauthorized, CancellationToken.None).AsTask();
        await refreshing.Arrived;
        var second = credential.ReplaceDeniedAsync(Old, HttpStatusCode.Forbidden, CancellationToken.None).AsTask();
        refreshing.Open();

        Assert.Same(await first.WaitAsync(AuthenticationStage.Patience), await second.WaitAsync(AuthenticationStage.Patience));
        Assert.Null(await credential.ReplaceDeniedAsync(Current, HttpStatusCode.Forbidden, CancellationToken.None));
        Assert.Equal(1, Forced);
    }

    [Fact]
    public async Task A_403_on_a_token_that_was_refreshed_for_a_401_costs_one_of_its_own()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var status = 403;
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, status);
        var client = stage.CreateClient(Credential(_ => Task.FromResult(Current = new BrevAccessToken($"new-{Forced}"))));

        await RejectAsync(client);
        status = 401;
        await RejectAsync(client);
        Assert.Equal(2, Forced);
        status = 403;
        await RejectAsync(client, times: 5);

        Assert.Equal(3, Forced);
    }

    [Rule("4.7")]
    [Fact]
    public async Task A_403_costs_one_and_then_none_until_the_token_changes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 403);
        var client = stage.CreateClient(Credential(_ => Task.FromResult(Current = new BrevAccessToken($"new-{Forced}"))));

        await RejectAsync(client, times: 10);
        Assert.Equal(1, Forced);
        Assert.Equal(11, stage.Api.Requests.Count);

        Current = new BrevAccessToken("another");
        await RejectAsync(client, times: 10);
        Assert.Equal(2, Forced);
    }

    [Fact]
    public async Task A_403_whose_caller_has_left_is_remembered_all_the_same()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 403);
        var refreshing = new Gate();
        var credential = Credential(async _ =>
        {
            await refreshing.PassAsync(CancellationToken.None);
            return Current = new BrevAccessToken("new");
        });
        var client = stage.CreateClient(credential);
        using var leaving = new CancellationTokenSource();

        var call = client.ListOrganizationsAsync(cancellationToken: leaving.Token);
        await refreshing.Arrived;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(AuthenticationStage.Patience));
        refreshing.Open();
        await credential.DisposeAsync();

        await RejectAsync(client, times: 5);
        Assert.Equal(1, Forced);
    }

    [Rule("4.7")]
    [Fact]
    public async Task A_403_on_a_token_that_the_credential_gives_again_forces_no_other_refresh_however_much_time_passes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 403);
        var client = stage.CreateClient(Credential(_ => Task.FromResult(Old)));

        await RejectAsync(client);

        Assert.Equal(1, await ForcedAfterAsync(client, TimeSpan.FromMinutes(2)));
        Assert.Equal(1, await ForcedAfterAsync(client, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_403_whose_refresh_failed_forces_another_one_later()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 403);
        var client = stage.CreateClient(Credential(_ => throw new InvalidOperationException()));

        await RejectAsync(client);

        Assert.Equal(2, await ForcedAfterAsync(client, TimeSpan.FromMinutes(2)));
    }

    [Rule("4.7")]
    [Fact]
    public async Task A_credential_that_gives_another_token_at_last_is_asked_soon_after_its_next_failure()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var isFailing = true;
        var client = stage.CreateClient(
            Credential(_ => Task.FromResult(isFailing ? Current : Current = new BrevAccessToken($"new-{Forced}"))));
        await RejectAsync(client);
        isFailing = false;
        Assert.Equal(2, await ForcedAfterAsync(client, TimeSpan.FromSeconds(7)));
        isFailing = true;
        Assert.Equal(3, await ForcedAfterAsync(client, TimeSpan.FromSeconds(1)));

        Assert.Equal(4, await ForcedAfterAsync(client, TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task A_rejected_token_that_is_all_there_is_costs_the_credential_two_questions()
    {
        var asked = 0;
        var credential = new OwnCredential(
            (_, _) =>
            {
                Interlocked.Increment(ref asked);
                return new ValueTask<BrevAccessToken>(Old);
            },
            Clock);

        Assert.Null(await credential.ReplaceDeniedAsync(Old, HttpStatusCode.Unauthorized, CancellationToken.None));

        Assert.Equal(2, asked);
    }
}
