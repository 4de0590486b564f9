using Brev.Sdk.Tests.Canary;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A logger that fails, as one does whose disk is full.</summary>
public sealed class ThrowingLogger : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        WatchedLog.Suite.Write(state, exception, formatter);
        throw new IOException("No space left on device");
    }

    public void Dispose()
    {
    }
}
