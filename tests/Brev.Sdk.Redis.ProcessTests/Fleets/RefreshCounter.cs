using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Redis.ProcessTests.Fleets;

/// <summary>Counts the instances that have taken a new token, bought or adopted, and tells when all have.</summary>
internal sealed class RefreshCounter : ILoggerFactory, ILogger
{
    private readonly object _gate = new();
    private TaskCompletionSource _all = new();
    private int _left;

    /// <summary>Begins to count.</summary>
    /// <param name="instances">How many there are.</param>
    /// <returns>Ends when all have a new token.</returns>
    public Task Expect(int instances)
    {
        lock (_gate)
        {
            (_left, _all) = (instances, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _all.Task;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id is not (1 or 2))
        {
            return;
        }

        lock (_gate)
        {
            if (--_left == 0)
            {
                _all.TrySetResult();
            }
        }
    }

    public void Dispose()
    {
    }
}
