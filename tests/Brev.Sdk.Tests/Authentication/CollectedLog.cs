using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Keeps everything that is logged, at every level.</summary>
public sealed class CollectedLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, int Event, string Text)> _entries = new();

    public IReadOnlyList<(LogLevel Level, int Event, string Text)> Entries => [.. _entries];

    public IEnumerable<string> Warnings => Entries.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _entries.Enqueue((LogLevel.Trace, 0, state.ToString() ?? ""));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var members = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
        _entries.Enqueue((logLevel, eventId.Id, $"{formatter(state, exception)} {members} {exception}"));
    }

    public void Dispose()
    {
    }
}
