using Brev.Sdk.Tests.Canary;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>
/// A log at every level, which a canary reads; the other logs of the tests are kinds of it. As it is, it is for tests to which their log
/// does not matter.
/// </summary>
public class WatchedLog : ILoggerFactory, ILogger
{
    private readonly CanaryWatch _watch;

    internal WatchedLog(CanaryWatch watch) => _watch = watch;

    private protected WatchedLog()
        : this(CanaryWatch.Suite)
    {
    }

    /// <summary>The one that the canary of the suite reads.</summary>
    public static WatchedLog Suite { get; } = new(CanaryWatch.Suite);

    public virtual ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Write(LogLevel.Trace, 0, $"{state} {Members(state)}");
        return null;
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Write(logLevel, eventId.Id, $"{formatter(state, exception)} {Members(state)} {exception}");

    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>What becomes of an entry, or of a scope, after the canary has seen it.</summary>
    /// <param name="level">How important it is.</param>
    /// <param name="id">Which event it is; zero for a scope.</param>
    /// <param name="text">All that a log shows at its most talkative: the message, the values by their names, the exception.</param>
    private protected virtual void Take(LogLevel level, int id, string text)
    {
    }

    private void Write(LogLevel level, int id, string text)
    {
        _watch.See(TextKind.LogEntry, text);
        Take(level, id, text);
    }

    private static string Members<TState>(TState state) =>
        state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
}
