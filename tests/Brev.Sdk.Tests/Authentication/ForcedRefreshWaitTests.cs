using System.Net;
using Brev.Sdk.Authentication;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Refreshes of a credential that an application derives: who waits for one, how long, and what ends it.</summary>
public sealed class ForcedRefreshWaitTests : DerivedCredentialCase
{
    [Fact]
    public async Task One_that_hangs_is_given_up_after_30_seconds_and_the_next_one_serves()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var hanging = new Gate();
        var client = stage.CreateClient(Credential(async _ =>
        {
            if (Forced == 1)
            {
                await hanging.PassAsync(CancellationToken.None);
            }

            stage.Valid = "new";
            return Current = new BrevAccessToken("new");
        }));

        var first = client.ListOrganizationsAsync();
        await hanging.Arrived;
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await Assert.ThrowsAsync<BrevApiException>(() => first.WaitAsync(AuthenticationStage.Patience))).IsUnauthenticated);

        await RejectAsync(client, times: 5);
        Assert.Equal(1, Forced);
        Clock.Advance(TimeSpan.FromSeconds(6.25));
        await client.ListOrganizationsAsync().WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(2, Forced);
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
            return Task.FromResult(Old);
        }));

        var call = client.ListOrganizationsAsync();
        await arrived.Task.WaitAsync(AuthenticationStage.Patience);
        Clock.Advance(TimeSpan.FromSeconds(30));
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
            Current = new BrevAccessToken(stage.Valid = "late");
            await late.PassAsync(CancellationToken.None);
            return Current;
        }));

        var call = client.ListOrganizationsAsync();
        await hanging.Arrived;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<BrevApiException>(() => call.WaitAsync(AuthenticationStage.Patience));
        hanging.Open();
        await late.Arrived;
        late.Open();

        await client.ListOrganizationsAsync();
        Assert.Equal(1, Forced);
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
            return Old;
        }));
        var call = client.ListOrganizationsAsync();
        await hanging.Arrived;

        Clock.Advance(TimeSpan.FromMinutes(4.9));
        await Assert.ThrowsAsync<BrevApiException>(() => call.WaitAsync(AuthenticationStage.Patience));
        Assert.False(stopped.Task.IsCompleted);
        Clock.Advance(TimeSpan.FromMinutes(0.1));

        await stopped.Task.WaitAsync(AuthenticationStage.Patience);
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_only_its_own_wait()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var refreshing = new Gate();
        var client = stage.CreateClient(Credential(async cancellationToken =>
        {
            await refreshing.PassAsync(cancellationToken);
            return Current = new BrevAccessToken(stage.Valid = "new");
        }));
        using var leaving = new CancellationTokenSource();

        var starter = client.ListOrganizationsAsync(cancellationToken: leaving.Token);
        await refreshing.Arrived;
        var waiter = client.ListOrganizationsAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starter.WaitAsync(AuthenticationStage.Patience));
        refreshing.Open();
        await waiter.WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(1, Forced);
    }

    [Fact]
    public async Task Callers_that_come_while_the_credential_is_asked_for_its_present_token_share_one_forced_refresh()
    {
        var looking = new Gate();
        var looks = 0;
        var forced = 0;
        var credential = new OwnCredential(
            async (force, cancellationToken) =>
            {
                if (force)
                {
                    Interlocked.Increment(ref forced);
                    return Current = new BrevAccessToken("new");
                }

                if (Interlocked.Increment(ref looks) == 1)
                {
                    await looking.PassAsync(cancellationToken);
                    return Old;
                }

                return Current;
            },
            Clock);

        var slow = credential.ReplaceDeniedAsync(Old, HttpStatusCode.Forbidden, CancellationToken.None).AsTask();
        await looking.Arrived;
        var other = credential.ReplaceDeniedAsync(Old, HttpStatusCode.Unauthorized, CancellationToken.None).AsTask();
        looking.Open();

        var first = await slow.WaitAsync(AuthenticationStage.Patience);
        Assert.Same(first, await other.WaitAsync(AuthenticationStage.Patience));
        Assert.Null(await credential.ReplaceDeniedAsync(Current, HttpStatusCode.Forbidden, CancellationToken.None));
        Assert.Equal(1, forced);
    }

    [Rule("2.5")]
    [Fact]
    public async Task Disposing_the_credential_waits_for_one_under_way()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var refreshing = new Gate();
        var credential = Credential(async _ =>
        {
            await refreshing.PassAsync(CancellationToken.None);
            return Current = new BrevAccessToken(stage.Valid = "new");
        });
        var call = stage.CreateClient(credential).ListOrganizationsAsync();
        await refreshing.Arrived;

        var disposing = credential.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        refreshing.Open();
        await disposing.WaitAsync(AuthenticationStage.Patience);

        await call.WaitAsync(AuthenticationStage.Patience);
    }

    [Rule("2.2")]
    [Fact]
    public async Task It_runs_without_what_belongs_to_the_caller_that_started_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var mine = new AsyncLocal<string> { Value = "the caller's own" };
        string? seen = "nothing yet";
        var client = stage.CreateClient(Credential(_ =>
        {
            seen = mine.Value;
            return Task.FromResult(Current = new BrevAccessToken(stage.Valid = "new"));
        }));

        await client.ListOrganizationsAsync();

        Assert.Null(seen);
    }
}
