using System.Collections.Concurrent;
using Brev.Sdk.Tests.Canary;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Testing.Connect;

/// <summary>Everything that is logged, at every level, with its values and exceptions.</summary>
internal sealed class CapturedLog : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        Lines.Enqueue(WatchedLog.Suite.Write(state));
        return null;
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {eventId.Name} {WatchedLog.Suite.Write(state, exception, formatter)}");

    public void Dispose()
    {
    }
}
