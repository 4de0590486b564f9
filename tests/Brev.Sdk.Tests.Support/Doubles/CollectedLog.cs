using Brev.Sdk.Tests.Authentication;
using System.Collections.Concurrent;
using Brev.Sdk.Tests.Canary;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>Keeps everything that is logged, at every level, and shows it to the canary.</summary>
public sealed class CollectedLog : ILoggerFactory, ILogger
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

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _entries.Enqueue((LogLevel.Trace, 0, WatchedLog.Suite.Write(state)));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _entries.Enqueue((logLevel, eventId.Id, WatchedLog.Suite.Write(state, exception, formatter)));
        Release();
    }

    public void Dispose()
    {
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
