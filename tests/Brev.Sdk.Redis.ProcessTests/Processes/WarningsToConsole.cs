using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>Writes the ids of warnings, so that what happened in a process is seen beside its outcomes.</summary>
internal sealed class WarningsToConsole : ILoggerFactory, ILogger
{
    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"event-{eventId.Id}"));
        }
    }

    public void Dispose()
    {
    }
}
