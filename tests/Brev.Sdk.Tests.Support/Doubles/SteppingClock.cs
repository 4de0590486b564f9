using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>
/// A clock that knows who waits for it: a test lets exactly that time pass, instead of guessing how long something takes.
/// </summary>
public sealed class SteppingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>
    /// Until the call is over, grants every wait that is shorter than <paramref name="longest"/>; time limits are longer and stay.
    /// </summary>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> call, TimeSpan longest)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        _ = call.ContinueWith(
            static (_, state) => ((ChannelWriter<TimeSpan>)state!).TryWrite(TimeSpan.Zero), _waits.Writer, TaskScheduler.Default);
        while (!call.IsCompleted)
        {
            var wait = await _waits.Reader.ReadAsync(limit.Token);
            if (wait > TimeSpan.Zero && wait < longest)
            {
                Advance(wait);
            }
        }

        return await call;
    }
}
