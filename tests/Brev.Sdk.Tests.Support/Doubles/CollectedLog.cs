using Brev.Sdk.Tests.Authentication;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>Keeps everything that is logged.</summary>
public sealed class CollectedLog : WatchedLog
{
    /// <summary>The events of which every refresh that changes or fails writes exactly one.</summary>
    private static readonly int[] EndsOfRefreshes = [1, 2, 3, 4];

    private readonly ConcurrentQueue<(LogLevel Level, int Event, string Text)> _entries = new();
    private readonly ConcurrentDictionary<TaskCompletionSource, (int Count, int[] Events)> _waiters = new();

    public IReadOnlyList<(LogLevel Level, int Event, string Text)> Entries => [.. _entries];

    public IEnumerable<string> Warnings => Entries.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Text);

    /// <summary>Waits until so many refreshes have come to their end.</summary>
    public Task RefreshesAsync(int count) => ReachAsync(count, EndsOfRefreshes);

    /// <summary>Waits until so many entries with one of the event ids have been written.</summary>
    public Task ReachAsync(int count, params int[] events)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters[reached] = (count, events);
        Release();
        return reached.Task.WaitAsync(AuthenticationStage.Patience);
    }

    public int Count(params int[] events) => _entries.Count(entry => events.Contains(entry.Event));

    private protected override void Take(LogLevel level, int id, string text)
    {
        _entries.Enqueue((level, id, text));
        Release();
    }

    private void Release()
    {
        foreach (var (waiter, (count, events)) in _waiters)
        {
            if (Count(events) >= count)
            {
                waiter.TrySetResult();
                _waiters.TryRemove(waiter, out _);
            }
        }
    }
}
