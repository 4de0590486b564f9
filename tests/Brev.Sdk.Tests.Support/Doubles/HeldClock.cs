using Brev.Sdk.Tests.Authentication;
namespace Brev.Sdk.Tests.Doubles;

/// <summary>A clock that holds one caller in the middle of looking at it, so that a test decides what happens meanwhile.</summary>
public sealed class HeldClock(TimeProvider inner) : TimeProvider, IDisposable
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _released = new();
    private int _toHold;

    /// <summary>Ends when somebody is held.</summary>
    public Task Arrived => _arrived.Task.WaitAsync(AuthenticationStage.Patience);

    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <summary>Holds the next one who asks for the time.</summary>
    public void HoldNext() => Volatile.Write(ref _toHold, 1);

    public void Release() => _released.Set();

    public void Dispose() => _released.Dispose();

    public override DateTimeOffset GetUtcNow()
    {
        var now = inner.GetUtcNow();
        if (Interlocked.Exchange(ref _toHold, 0) == 1)
        {
            _arrived.TrySetResult();
            _released.Wait(AuthenticationStage.Patience);
        }

        return now;
    }

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
