using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

/// <summary>A run moves the clock through every pause, to no time limit of work that goes on, and never waits without an end.</summary>
public sealed class FakeClockRunTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FakeClock _clock = new(Start);

    [Fact]
    public async Task A_loop_with_pauses_of_thirty_seconds_runs_to_its_end()
    {
        await _clock.RunAsync(PauseAsync(100, TimeSpan.FromSeconds(30))).WaitAsync(Patience);

        Assert.Equal(Start.AddSeconds(3000), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_pause_of_a_week_ends()
    {
        await _clock.RunAsync(() => Task.Delay(TimeSpan.FromDays(7), _clock)).WaitAsync(Patience);

        Assert.Equal(Start.AddDays(7), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_run_yields_what_its_task_yields() =>
        Assert.Equal(300, await _clock.RunAsync(() => PauseAsync(300, TimeSpan.FromSeconds(5))).WaitAsync(Patience));

    [Fact]
    public async Task A_periodic_timer_drives_its_loop()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), _clock);

        await _clock.RunAsync(async () =>
        {
            for (var count = 0; count < 10; count++)
            {
                await timer.WaitForNextTickAsync();
            }
        }).WaitAsync(Patience);

        Assert.Equal(Start.AddMinutes(10), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_call_that_pauses_is_ended_by_its_time_limit_at_its_time()
    {
        var call = LimitedAsync(TimeSpan.FromSeconds(100), limit => PauseAsync(1000, TimeSpan.FromSeconds(30), limit));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _clock.RunAsync(call).WaitAsync(Patience));

        Assert.Equal(Start.AddSeconds(100), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_call_under_way_is_not_ended_by_its_time_limit()
    {
        var answer = new TaskCompletionSource();
        _clock.StallLimit = TimeSpan.FromMilliseconds(200);
        var call = LimitedAsync(TimeSpan.FromSeconds(10), answer.Task.WaitAsync);

        var stalled = await Assert.ThrowsAsync<FakeClockStalledException>(() => _clock.RunAsync(call).WaitAsync(Patience));

        Assert.Contains("time limit of a call, due in 00:00:10", stalled.Message, StringComparison.Ordinal);
        Assert.Equal(Start, _clock.GetUtcNow());
        answer.SetResult();
        await call.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_call_under_way_keeps_the_clock_from_the_longer_pause_of_another()
    {
        var answer = new TaskCompletionSource();
        var call = LimitedAsync(TimeSpan.FromSeconds(10), answer.Task.WaitAsync);
        var other = Task.Delay(TimeSpan.FromSeconds(30), _clock);
        var run = _clock.RunAsync(Task.WhenAll(call, other));

        // Rounds of the thread pool, in which a clock that did not care would have moved many times.
        for (var round = 0; round < 1000; round++)
        {
            await Task.Yield();
            await Task.Run(static () => { });
        }

        answer.SetResult();
        await run.WaitAsync(Patience);

        Assert.Equal(Start.AddSeconds(30), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_call_that_waits_for_the_pause_of_another_goes_on()
    {
        var shared = Task.Delay(TimeSpan.FromSeconds(5), _clock);
        var call = LimitedAsync(TimeSpan.FromSeconds(10), shared.WaitAsync);

        await _clock.RunAsync(call).WaitAsync(Patience);

        Assert.Equal(Start.AddSeconds(5), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_call_that_waits_too_long_for_the_pause_of_another_is_ended_by_its_time_limit()
    {
        var shared = Task.Delay(TimeSpan.FromSeconds(50), _clock);
        var call = LimitedAsync(TimeSpan.FromSeconds(10), shared.WaitAsync);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _clock.RunAsync(call).WaitAsync(Patience));

        Assert.Equal(Start.AddSeconds(10), _clock.GetUtcNow());
    }

    [Fact]
    public async Task The_limit_of_a_wait_passes_when_what_it_waits_for_pauses_longer()
    {
        var wait = PauseAsync(1000, TimeSpan.FromSeconds(5)).WaitAsync(TimeSpan.FromSeconds(12), _clock);

        await Assert.ThrowsAsync<TimeoutException>(() => _clock.RunAsync(wait).WaitAsync(Patience));

        Assert.Equal(Start.AddSeconds(12), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_wait_with_a_limit_whose_work_comes_in_time_takes_the_time_of_the_work()
    {
        await _clock.RunAsync(PauseAsync(100, TimeSpan.FromSeconds(5)).WaitAsync(TimeSpan.FromHours(1), _clock)).WaitAsync(Patience);

        Assert.Equal(Start.AddSeconds(500), _clock.GetUtcNow());
    }

    [Fact]
    public async Task The_limit_of_a_wait_for_what_no_timer_ends_does_not_pass()
    {
        _clock.StallLimit = TimeSpan.FromMilliseconds(200);
        var wait = new TaskCompletionSource<int>().Task.WaitAsync(TimeSpan.FromSeconds(12), _clock);

        var stalled = await Assert.ThrowsAsync<FakeClockStalledException>(() => _clock.RunAsync(wait).WaitAsync(Patience));

        Assert.Contains("time limit of a wait, due in 00:00:12", stalled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_no_timer_ends_is_an_error_that_says_so()
    {
        _clock.StallLimit = TimeSpan.FromMilliseconds(200);

        var stalled =
            await Assert.ThrowsAsync<FakeClockStalledException>(() => _clock.RunAsync(new TaskCompletionSource().Task).WaitAsync(Patience));

        Assert.Contains("Pending timers: none.", stalled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticks_of_a_periodic_timer_alone_do_not_keep_a_run_alive()
    {
        _clock.StallLimit = TimeSpan.FromMilliseconds(200);
        await using var heartbeat = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        var stalled =
            await Assert.ThrowsAsync<FakeClockStalledException>(() => _clock.RunAsync(new TaskCompletionSource().Task).WaitAsync(Patience));

        Assert.Contains("periodic timer of 00:00:01", stalled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_beyond_the_longest_is_an_error_that_names_the_pause()
    {
        _clock.StallLimit = TimeSpan.FromMilliseconds(200);
        var pause = Task.Delay(TimeSpan.FromSeconds(30), _clock);

        var stalled =
            await Assert.ThrowsAsync<FakeClockStalledException>(() => _clock.RunAsync(pause, TimeSpan.FromSeconds(20)).WaitAsync(Patience));

        Assert.Contains("pause, due in 00:00:30", stalled.Message, StringComparison.Ordinal);
        Assert.Equal(Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_run_inside_a_run_comes_to_its_end()
    {
        await _clock.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            await _clock.RunAsync(PauseAsync(10, TimeSpan.FromSeconds(30)));
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
        }).WaitAsync(Patience);

        Assert.Equal(Start.AddSeconds(302), _clock.GetUtcNow());
    }

    [Fact]
    public async Task Loops_side_by_side_each_take_their_own_time()
    {
        var loops = new TaskCompletionSource<Task<DateTimeOffset[]>>();
        await Task.Run(() => loops.SetResult(EndsAsync()));

        var ends = await _clock.RunAsync(await loops.Task).WaitAsync(Patience);

        Assert.Equal([Start.AddSeconds(700), Start.AddSeconds(3000), Start.AddSeconds(1100)], ends);
    }

    [Fact]
    public async Task Loops_on_the_context_of_a_user_interface_each_take_their_own_time()
    {
        using var context = new OneThreadContext();

        var ends = await context.RunAsync(() => _clock.RunAsync(EndsAsync())).WaitAsync(Patience);

        Assert.Equal([Start.AddSeconds(700), Start.AddSeconds(3000), Start.AddSeconds(1100)], ends);
    }

    [Fact]
    public async Task A_task_that_has_ended_does_not_move_the_clock()
    {
        await using var pause = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        Assert.Equal("answer", await _clock.RunAsync(Task.FromResult("answer")).WaitAsync(Patience));

        Assert.Equal(Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_task_that_fails_fails_the_run()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => _clock.RunAsync(FailAsync).WaitAsync(Patience));

        async Task FailAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(30), _clock);
            throw new InvalidDataException("no");
        }
    }

    [Fact]
    public async Task A_run_can_be_given_up()
    {
        using var giveUp = new CancellationTokenSource();
        var run = _clock.RunAsync(new TaskCompletionSource<int>().Task, cancellationToken: giveUp.Token);

        await giveUp.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Patience));
        Assert.Equal(giveUp.Token, cancelled.CancellationToken);
    }

    private Task<DateTimeOffset[]> EndsAsync() => Task.WhenAll(EndOfAsync(7), EndOfAsync(30), EndOfAsync(11));

    private async Task<DateTimeOffset> EndOfAsync(int seconds)
    {
        await PauseAsync(100, TimeSpan.FromSeconds(seconds));
        return _clock.GetUtcNow();
    }

    private async Task<int> PauseAsync(int times, TimeSpan pause, CancellationToken cancellationToken = default)
    {
        for (var count = 0; count < times; count++)
        {
            await Task.Delay(pause, _clock, cancellationToken);
        }

        return times;
    }

    private async Task LimitedAsync(TimeSpan limit, Func<CancellationToken, Task> work)
    {
        using var source = new CancellationTokenSource(limit, _clock);
        await work(source.Token);
    }
}
