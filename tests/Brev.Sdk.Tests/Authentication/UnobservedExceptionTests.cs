using System.Collections.Concurrent;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>No failure of a renewal that nobody waits for ends as an unobserved task exception.</summary>
public sealed class UnobservedExceptionTests
{
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
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 500);
        var background = stage.CreateCredential();
        await background.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(57));
        await background.GetTokenAsync();
        await stage.Log.RenewalsAsync(1);

        foreach (var call in new[] { OwnStoreTests.StoreCall.Load, OwnStoreTests.StoreCall.Lock, OwnStoreTests.StoreCall.Save })
        {
            using var store = new FailingStore(stage.FirstToken);
            var credential = BrevCredential.FromStore(store, stage.CredentialOptions());
            await credential.GetTokenAsync();
            store.Fail(call, OwnStoreTests.Way.Hangs);
            using var cancellation = new CancellationTokenSource();
            var waiting = credential.GetTokenAsync(forceRefresh: true, cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            store.Heal();
            await credential.DisposeAsync();
        }
    }
}
