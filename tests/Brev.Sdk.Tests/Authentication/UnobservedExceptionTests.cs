using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>No failure of a refresh that nobody waits for ends as an unobserved task exception.</summary>
public sealed class UnobservedExceptionTests
{
    [Rule("2.5")]
    [Fact]
    public async Task No_task_exception_goes_unobserved()
    {
        var unobserved = new ConcurrentQueue<string>();
        void Remember(object? sender, UnobservedTaskExceptionEventArgs arguments) => unobserved.Enqueue(arguments.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Remember;
        try
        {
            await FailInEveryWayAsync();
            for (var round = 0; round < 3; round++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Remember;
        }

        Assert.DoesNotContain(unobserved, text => text.Contains("Brev.Sdk", StringComparison.Ordinal));
    }

    private static async Task FailInEveryWayAsync()
    {
        await FailLateAsync(static (force, late) => late);
        await FailLateAsync(static (force, late) => force ? late : Task.FromResult(new BrevAccessToken("old")));
        await FailAfterTheTimeLimitAsync();
        await EndWhileAFlightReadsTheStoreAsync();
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 500);
        var background = stage.CreateCredential();
        await background.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(57));
        await background.GetTokenAsync();
        await stage.RefreshesAsync(1);

        foreach (var call in new[] { StoreCall.Load, StoreCall.Lock, StoreCall.Save })
        {
            using var store = new FailingStore(stage.FirstToken);
            var credential = BrevCredential.FromStore(store, stage.CredentialOptions());
            await credential.GetTokenAsync();
            store.Fail(call, StoreFailure.Hangs);
            using var cancellation = new CancellationTokenSource();
            var waiting = credential.GetTokenAsync(forceRefresh: true, cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            store.Heal();
            await credential.DisposeAsync();
        }
    }

    /// <summary>The credential is disposed while a flight reads the store, and the caller of the flight has left.</summary>
    private static async Task EndWhileAFlightReadsTheStoreAsync()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = BrevCredential.FromStore(store, stage.CredentialOptions());
        var token = await credential.GetTokenAsync();
        var gate = store.Loading = new Gate();
        using var cancellation = new CancellationTokenSource();
        var leaving = credential.ReplaceDeniedAsync(token, System.Net.HttpStatusCode.Unauthorized, cancellation.Token).AsTask();
        await gate.Arrived;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        var ending = credential.DisposeAsync().AsTask();
        gate.Open();
        await ending;
    }

    /// <summary>A credential of an application's own, whose caller leaves before it fails.</summary>
    private static async Task FailLateAsync(Func<bool, Task<BrevAccessToken>, Task<BrevAccessToken>> get)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var arrived = new TaskCompletionSource();
        var late = new TaskCompletionSource<BrevAccessToken>();
        var credential = new OwnCredential((force, _) =>
        {
            var getting = get(force, late.Task);
            if (getting == late.Task)
            {
                arrived.SetResult();
            }

            return new ValueTask<BrevAccessToken>(getting);
        });
        using var leaving = new CancellationTokenSource();

        var call = stage.CreateClient(credential).ListOrganizationsAsync(cancellationToken: leaving.Token);
        await arrived.Task.WaitAsync(AuthenticationStage.Patience);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(AuthenticationStage.Patience));
        late.SetException(new InvalidOperationException("Brev.Sdk: nobody waits for this"));
        await credential.DisposeAsync();
    }

    private static async Task FailAfterTheTimeLimitAsync()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new FakeTimeProvider();
        var arrived = new TaskCompletionSource();
        var late = new TaskCompletionSource<BrevAccessToken>();
        var credential = new OwnCredential(
            (force, _) =>
            {
                if (!force)
                {
                    return new ValueTask<BrevAccessToken>(new BrevAccessToken("old"));
                }

                arrived.SetResult();
                return new ValueTask<BrevAccessToken>(late.Task);
            },
            clock);

        var call = stage.CreateClient(credential).ListOrganizationsAsync();
        await arrived.Task.WaitAsync(AuthenticationStage.Patience);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<BrevApiException>(() => call.WaitAsync(AuthenticationStage.Patience));
        late.SetException(new InvalidOperationException("Brev.Sdk: nobody waits for this"));
    }
}
