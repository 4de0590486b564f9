using System.Net;
using Brev.Sdk.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A rejected token of a credential that an application derives: it gets the promises of the SDK's own token source.</summary>
public sealed class ForcedRenewalTests
{
    /// <summary>The clock of the credential; that of the calls stands still.</summary>
    private readonly FakeTimeProvider _clock = new();

    private readonly BrevAccessToken _old = new("old");
    private BrevAccessToken _current;
    private int _forced;

    public ForcedRenewalTests() => _current = _old;

    [Fact]
    public async Task One_that_fails_is_not_repeated_before_a_pause_that_grows_to_little_more_than_a_minute()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => throw new InvalidOperationException()));
        await RejectAsync(client, times: 20);
        Assert.Equal(1, _forced);

        Assert.Equal(2, await ForcedAfterAsync(client, TimeSpan.FromSeconds(6.25)));
        Assert.Equal(2, await ForcedAfterAsync(client, TimeSpan.FromSeconds(9.9)));
        Assert.Equal(3, await ForcedAfterAsync(client, TimeSpan.FromSeconds(2.6)));
        for (var failure = 4; failure < 10; failure++)
        {
            Assert.Equal(failure, await ForcedAfterAsync(client, TimeSpan.FromSeconds(75)));
        }
    }

    [Fact]
    public async Task One_that_brings_the_same_token_counts_as_one_that_failed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => Task.FromResult(_old)));

        await RejectAsync(client, times: 20);

        Assert.Equal(1, _forced);
        Assert.Equal(20, stage.Api.Requests.Count);
        Assert.Equal(2, await ForcedAfterAsync(client, TimeSpan.FromSeconds(6.25)));
    }

    [Fact]
    public async Task One_that_brings_null_counts_as_one_that_failed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => Task.FromResult<BrevAccessToken>(null!)));

        await RejectAsync(client, times: 20);

        Assert.Equal(1, _forced);
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
            _current = new BrevAccessToken("found");
            await (isValid ? AuthenticationStage.SucceedAsync(context) : AuthenticationStage.RejectAsync(context, 401));
        };

        await client.ListOrganizationsAsync();

        Assert.Equal(1, _forced);
    }

    [Fact]
    public async Task A_server_that_rejects_every_token_gets_at_most_five_new_ones_a_minute()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(Credential(_ => Task.FromResult(_current = new BrevAccessToken($"new-{_forced}"))));

        await RejectAsync(client, times: 50);
        Assert.Equal(5, _forced);

        Assert.Equal(6, await ForcedAfterAsync(client, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_after_30_seconds_and_the_next_one_serves()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var hanging = new Gate();
        var client = stage.CreateClient(Credential(async _ =>
        {
            if (_forced == 1)
            {
                await hanging.PassAsync(CancellationToken.None);
            }

            stage.Valid = "new";
            return _current = new BrevAccessToken("new");
        }));

        var first = client.ListOrganizationsAsync();
        await hanging.Arrived;
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await Assert.ThrowsAsync<BrevApiException>(() => first.WaitAsync(AuthenticationStage.Patience))).IsUnauthenticated);

        await RejectAsync(client, times: 5);
        Assert.Equal(1, _forced);
        _clock.Advance(TimeSpan.FromSeconds(6.25));
        await client.ListOrganizationsAsync().WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(2, _forced);
    }

    [Fact]
    public async Task One_that_blocks_its_thread_is_given_up_as_well()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var arrived = new TaskCompletionSource();
        using var blocked = new ManualResetEventSlim();
        var client = stage.CreateClient(Credential(_ =>
        {
            arrived.SetResult();
            blocked.Wait(CancellationToken.None);
            return Task.FromResult(_old);
        }));

        var call = client.ListOrganizationsAsync();
        await arrived.Task.WaitAsync(AuthenticationStage.Patience);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<BrevApiException>(() => call.WaitAsync(AuthenticationStage.Patience));

        blocked.Set();
    }

    [Fact]
    public async Task A_token_that_comes_after_everybody_has_given_up_is_used_by_the_next_call()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var hanging = new Gate();
        var late = new Gate();
        var client = stage.CreateClient(Credential(async cancellationToken =>
        {
            await hanging.PassAsync(cancellationToken);
            _current = new BrevAccessToken(stage.Valid = "late");
            await late.PassAsync(CancellationToken.None);
            return _current;
        }));

        var call = client.ListOrganizationsAsync();
        await hanging.Arrived;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<BrevApiException>(() => call.WaitAsync(AuthenticationStage.Patience));
        hanging.Open();
        await late.Arrived;
        late.Open();

        await client.ListOrganizationsAsync();
        Assert.Equal(1, _forced);
        Assert.Equal(["Bearer old", "Bearer late"], stage.Api.Requests.Select(request => request.Authorization));
    }

    [Fact]
    public async Task One_that_heeds_cancellation_is_asked_to_stop_after_five_minutes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var hanging = new Gate();
        var stopped = new TaskCompletionSource();
        var client = stage.CreateClient(Credential(async cancellationToken =>
        {
            cancellationToken.UnsafeRegister(_ => stopped.SetResult(), null);
            await hanging.PassAsync(cancellationToken);
            return _old;
        }));
        var call = client.ListOrganizationsAsync();
        await hanging.Arrived;

        _clock.Advance(TimeSpan.FromMinutes(4.9));
        await Assert.ThrowsAsync<BrevApiException>(() => call.WaitAsync(AuthenticationStage.Patience));
        Assert.False(stopped.Task.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(0.1));

        await stopped.Task.WaitAsync(AuthenticationStage.Patience);
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_only_its_own_wait()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var renewing = new Gate();
        var client = stage.CreateClient(Credential(async cancellationToken =>
        {
            await renewing.PassAsync(cancellationToken);
            return _current = new BrevAccessToken(stage.Valid = "new");
        }));
        using var leaving = new CancellationTokenSource();

        var starter = client.ListOrganizationsAsync(cancellationToken: leaving.Token);
        await renewing.Arrived;
        var waiter = client.ListOrganizationsAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starter.WaitAsync(AuthenticationStage.Patience));
        renewing.Open();
        await waiter.WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(1, _forced);
    }

    [Fact]
    public async Task One_that_ended_while_a_caller_was_still_looking_is_not_repeated_for_it()
    {
        var looking = new Gate();
        var looks = 0;
        var credential = new OwnCredential(
            async (force, cancellationToken) =>
            {
                if (force)
                {
                    _forced++;
                    return _current = new BrevAccessToken("new");
                }

                if (Interlocked.Increment(ref looks) == 1)
                {
                    await looking.PassAsync(cancellationToken);
                    return _old;
                }

                return _current;
            },
            _clock);
        var renewal = new ForcedRenewal(credential, _clock);

        var slow = renewal.ReplaceAsync(_old, HttpStatusCode.Forbidden, CancellationToken.None).AsTask();
        await looking.Arrived;
        var swift = await renewal.ReplaceAsync(_old, HttpStatusCode.Unauthorized, CancellationToken.None);
        looking.Open();

        Assert.Same(swift, await slow.WaitAsync(AuthenticationStage.Patience));
        Assert.Null(await renewal.ReplaceAsync(_current, HttpStatusCode.Forbidden, CancellationToken.None));
        Assert.Equal(1, _forced);
    }

    [Fact]
    public async Task A_403_that_joins_one_for_a_401_is_remembered_as_well()
    {
        var renewing = new Gate();
        var renewal = new ForcedRenewal(
            Credential(async cancellationToken =>
            {
                await renewing.PassAsync(cancellationToken);
                return _current = new BrevAccessToken("new");
            }),
            _clock);

        var first = renewal.ReplaceAsync(_old, HttpStatusCode.Unauthorized, CancellationToken.None).AsTask();
        await renewing.Arrived;
        var second = renewal.ReplaceAsync(_old, HttpStatusCode.Forbidden, CancellationToken.None).AsTask();
        renewing.Open();

        Assert.Same(await first.WaitAsync(AuthenticationStage.Patience), await second.WaitAsync(AuthenticationStage.Patience));
        Assert.Null(await renewal.ReplaceAsync(_current, HttpStatusCode.Forbidden, CancellationToken.None));
        Assert.Equal(1, _forced);
    }

    [Fact]
    public async Task A_403_on_a_token_that_was_renewed_for_a_401_costs_one_of_its_own()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var status = 403;
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, status);
        var client = stage.CreateClient(Credential(_ => Task.FromResult(_current = new BrevAccessToken($"new-{_forced}"))));

        await RejectAsync(client);
        status = 401;
        await RejectAsync(client);
        Assert.Equal(2, _forced);
        status = 403;
        await RejectAsync(client, times: 5);

        Assert.Equal(3, _forced);
    }

    [Fact]
    public async Task A_403_costs_one_and_then_none_until_the_token_changes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 403);
        var client = stage.CreateClient(Credential(_ => Task.FromResult(_current = new BrevAccessToken($"new-{_forced}"))));

        await RejectAsync(client, times: 10);
        Assert.Equal(1, _forced);
        Assert.Equal(11, stage.Api.Requests.Count);

        _current = new BrevAccessToken("another");
        await RejectAsync(client, times: 10);
        Assert.Equal(2, _forced);
    }

    [Fact]
    public async Task A_403_whose_caller_has_left_is_remembered_all_the_same()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 403);
        var renewing = new Gate();
        var credential = Credential(async _ =>
        {
            await renewing.PassAsync(CancellationToken.None);
            return _current = new BrevAccessToken("new");
        });
        var client = stage.CreateClient(credential);
        using var leaving = new CancellationTokenSource();

        var call = client.ListOrganizationsAsync(cancellationToken: leaving.Token);
        await renewing.Arrived;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(AuthenticationStage.Patience));
        renewing.Open();
        await credential.DisposeAsync();

        await RejectAsync(client, times: 5);
        Assert.Equal(1, _forced);
    }

    [Fact]
    public async Task Disposing_the_credential_waits_for_one_under_way()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var renewing = new Gate();
        var credential = Credential(async _ =>
        {
            await renewing.PassAsync(CancellationToken.None);
            return _current = new BrevAccessToken(stage.Valid = "new");
        });
        var call = stage.CreateClient(credential).ListOrganizationsAsync();
        await renewing.Arrived;

        var disposing = credential.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        renewing.Open();
        await disposing.WaitAsync(AuthenticationStage.Patience);

        await call.WaitAsync(AuthenticationStage.Patience);
    }

    [Fact]
    public async Task It_runs_without_what_belongs_to_the_caller_that_started_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var mine = new AsyncLocal<string> { Value = "the caller's own" };
        string? seen = "nothing yet";
        var client = stage.CreateClient(Credential(_ =>
        {
            seen = mine.Value;
            return Task.FromResult(_current = new BrevAccessToken(stage.Valid = "new"));
        }));

        await client.ListOrganizationsAsync();

        Assert.Null(seen);
    }

    private static async Task RejectAsync(BrevClient client, int times = 1)
    {
        for (var call = 0; call < times; call++)
        {
            await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync().WaitAsync(AuthenticationStage.Patience));
        }
    }

    private OwnCredential Credential(Func<CancellationToken, Task<BrevAccessToken>> renew) => new(
        (force, cancellationToken) =>
        {
            if (!force)
            {
                return new ValueTask<BrevAccessToken>(_current);
            }

            Interlocked.Increment(ref _forced);
            return new ValueTask<BrevAccessToken>(renew(cancellationToken));
        },
        _clock);

    /// <summary>How many have been forced when a little more time has passed and another call was rejected.</summary>
    private async Task<int> ForcedAfterAsync(BrevClient client, TimeSpan pause)
    {
        _clock.Advance(pause);
        await RejectAsync(client);
        return _forced;
    }
}
