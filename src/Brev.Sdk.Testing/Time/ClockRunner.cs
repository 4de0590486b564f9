namespace Brev.Sdk.Testing.Time;

/// <summary>Moves a clock from timer to timer until a task has ended.</summary>
internal sealed class ClockRunner(FakeClock clock, TimeSpan? longestPause)
{
    private readonly StallWatch _watch = new(clock);
    private SynchronizationContext? _context = SynchronizationContext.Current;

    public async Task UntilEndOfAsync(Task task, CancellationToken cancellationToken)
    {
        // What the test does right after it has started the run comes before the first move.
        await _watch.WaitAsync(task, cancellationToken).ConfigureAwait(false);
        while (!task.IsCompleted)
        {
            _watch.Look("The task that the clock runs did not go on");
            await SettleAsync().ConfigureAwait(false);
            if (!task.IsCompleted && !clock.TryMoveOn(_watch.Moment, _watch.Still, longestPause))
            {
                await _watch.WaitAsync(task, cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Lets what is queued run first: continuations of what the clock has just fired, where the test itself runs and on the thread pool.
    /// </summary>
    private async Task SettleAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_context is null)
            {
                PassPool(passed);
                await passed.Task.ConfigureAwait(false);
            }
            else
            {
                _context.Post(static end => PassPool((TaskCompletionSource)end!), passed);
                await WaitForContextAsync(passed.Task).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// A test that blocks the thread on which it waits for the run has nothing that could run there: it is not asked again.
    /// </summary>
    private async Task WaitForContextAsync(Task passed)
    {
        try
        {
            await passed.WaitAsync(Stillness.Long, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _context = null;
        }
    }

    private static void PassPool(TaskCompletionSource passed) =>
        ThreadPool.UnsafeQueueUserWorkItem(static end => end.SetResult(), passed, preferLocal: false);
}
