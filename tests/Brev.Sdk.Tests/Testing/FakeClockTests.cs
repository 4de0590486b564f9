using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private readonly FakeClock _clock = new(Start);

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        Assert.Equal(Start, _clock.GetUtcNow());
        var before = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMinutes(90));

        Assert.Equal(Start.AddMinutes(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(90), _clock.GetElapsedTime(before));
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_time()
    {
        var fired = new List<(string Name, DateTimeOffset On)>();
        using var late = Timer("late", TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan, fired);
        using var periodic = Timer("periodic", TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4), fired);
        using var early = Timer("early", TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan, fired);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(
            [("early", Start.AddSeconds(
                1)), ("periodic", Start.AddSeconds(4)), ("periodic", Start.AddSeconds(8)), ("late", Start.AddSeconds(9))], fired);
        Assert.Equal(1, _clock.PendingTimers);
    }

    [Fact]
    public void A_timer_that_is_changed_fires_at_its_new_time_only()
    {
        var fired = new List<(string Name, DateTimeOffset On)>();
        using var timer = Timer("timer", TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan, fired);

        Assert.True(timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan));
        _clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([("timer", Start.AddSeconds(5))], fired);
    }

    [Fact]
    public void A_disposed_timer_never_fires()
    {
        var fired = new List<(string Name, DateTimeOffset On)>();
        var timer = Timer("timer", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), fired);
        timer.Dispose();

        Assert.False(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(fired);
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_fires_without_the_clock_being_moved()
    {
        var fired = new TaskCompletionSource();
        await using var timer = _clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(5), _clock);
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(delay.IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Waiting_for_a_timer_looks_only_as_far_as_it_is_told()
    {
        await using var far = _clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var waiting = _clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        Assert.False(waiting.IsCompleted);

        await using var near = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Waiting_for_a_timer_that_is_never_set_ends_in_an_error_that_names_the_others()
    {
        _clock.StallLimit = TimeSpan.FromMilliseconds(200);
        await using var far = _clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        var stalled = await Assert.ThrowsAsync<FakeClockStalledException>(() => _clock.WaitForTimerAsync(TimeSpan.FromSeconds(10)));

        Assert.Contains("pause, due in 01:00:00", stalled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timer_fires_in_the_context_of_the_code_that_made_it()
    {
        var context = new AsyncLocal<string> { Value = "maker" };
        var seen = "";
        using var timer = _clock.CreateTimer(_ => seen = context.Value, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        context.Value = "mover";

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("maker", seen);
    }

    [Fact]
    public void It_does_not_go_backwards() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));

    private ITimer Timer(string name, TimeSpan dueTime, TimeSpan period, List<(string Name, DateTimeOffset On)> fired) =>
        _clock.CreateTimer(_ => fired.Add((name, _clock.GetUtcNow())), null, dueTime, period);
}
