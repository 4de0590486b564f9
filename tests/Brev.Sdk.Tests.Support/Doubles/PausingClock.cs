using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A clock that stands still at the first pause until the test goes on, and skips the others.</summary>
public sealed class PausingClock : TimeProvider
{
    private readonly FakeTimeProvider _inner = new();
    private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _goesOn;

    public Task Paused => _paused.Task;

    public void GoOn()
    {
        _goesOn = true;
        _inner.Advance(TimeSpan.FromSeconds(1));
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _inner.CreateTimer(callback, state, _goesOn ? TimeSpan.Zero : dueTime, period);
        _paused.TrySetResult();
        return timer;
    }
}
