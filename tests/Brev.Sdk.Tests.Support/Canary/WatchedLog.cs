using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Canary;

/// <summary>A log at every level that nobody reads but a canary, for tests to which their log does not matter.</summary>
internal sealed class WatchedLog(CanaryWatch watch) : ILoggerFactory, ILogger
{
    /// <summary>The one that the canary of the suite reads.</summary>
    public static WatchedLog Suite { get; } = new(CanaryWatch.Suite);

    /// <summary>An entry as a log shows it at its most talkative: the message, the values by their names, the exception.</summary>
    public string Write<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = $"{formatter(state, exception)} {Members(state)} {exception}";
        watch.See(TextKind.LogEntry, text);
        return text;
    }

    /// <summary>A scope as a log shows it.</summary>
    public string Write<TState>(TState state)
        where TState : notnull
    {
        var text = $"{state} {Members(state)}";
        watch.See(TextKind.LogEntry, text);
        return text;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Write(state);
        return null;
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Write(state, exception, formatter);

    public void Dispose()
    {
    }

    private static string Members<TState>(TState state) =>
        state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
}
