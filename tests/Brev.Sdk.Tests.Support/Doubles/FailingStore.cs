using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A store of an application's own that works until it is told to fail at one step, in one way.</summary>
public sealed class FailingStore(string accessToken, string refreshToken =
    $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}") : BrevCredentialStore, IDisposable
{
    private readonly ManualResetEventSlim _blocked = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _givenBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _locksTaken;
    private int _locksGivenBack;
    private volatile Tuple<StoreCall, StoreFailure>? _fault;

    public BrevStoredCredential? Stored { get; private set; } = new() { AccessToken = accessToken, RefreshToken = refreshToken };

    /// <summary>Ends when the fault has struck.</summary>
    public Task Failed => _failed.Task.WaitAsync(AuthenticationStage.Patience);

    /// <summary>Ends when a lock has been given back.</summary>
    public Task GivenBack => _givenBack.Task.WaitAsync(AuthenticationStage.Patience);

    public int LocksTaken => Volatile.Read(ref _locksTaken);

    public int LocksGivenBack => Volatile.Read(ref _locksGivenBack);

    public override string Description =>
        IsFailing(StoreCall.Describe) ? throw new IOException("The store has no name.") : "a store of our own";

    public void Fail(StoreCall step, StoreFailure way) => _fault = Tuple.Create(step, way);

    public void Heal()
    {
        _fault = null;
        _blocked.Set();
        _hanging.TrySetResult();
    }

    public override async ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken)
    {
        await StrikeAsync(StoreCall.Load);
        return Stored;
    }

    public override async ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        if (IsFailing(StoreCall.Save))
        {
            await StrikeAsync(StoreCall.Save);
            throw new IOException("The save was given up.");
        }

        Stored = CanaryWatch.Suite.Dump(credential);
    }

    public override async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await StrikeAsync(StoreCall.Lock);
        Interlocked.Increment(ref _locksTaken);
        return new Lock(this);
    }

    public void Dispose()
    {
        Heal();
        _blocked.Dispose();
    }

    private bool IsFailing(StoreCall step) => _fault?.Item1 == step;

    private Task StrikeAsync(StoreCall step)
    {
        if (_fault is not { } fault || fault.Item1 != step)
        {
            return Task.CompletedTask;
        }

        _failed.TrySetResult();
        switch (fault.Item2)
        {
            case StoreFailure.Throws:
                throw new InvalidOperationException("The store is out of order.");
            case StoreFailure.Blocks:
                _blocked.Wait(AuthenticationStage.Patience);
                return Task.CompletedTask;
            default:
                return _hanging.Task;
        }
    }

    private sealed class Lock(FailingStore store) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await store.StrikeAsync(StoreCall.Unlock);
            Interlocked.Increment(ref store._locksGivenBack);
            store._givenBack.TrySetResult();
        }
    }
}
