using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Diagnostics;

/// <summary>
/// The log of a credential that was made without one: that of the client which came to it last and still has one. The clients' factories
/// are known weakly, because a credential may outlive them all; a client holds its own.
/// </summary>
internal sealed class ClientLoggerFactory : ILoggerFactory
{
    private readonly object _gate = new();

    /// <summary>The newest first. Never changed, only replaced.</summary>
    private volatile WeakReference<ILoggerFactory>[] _factories = [];

    /// <summary>Takes the log of a client; one that goes nowhere replaces none.</summary>
    public void Attach(ILoggerFactory factory)
    {
        if (factory is NullLoggerFactory)
        {
            return;
        }

        lock (_gate)
        {
            _factories = [new(factory), .. _factories.Where(known => known.TryGetTarget(out var other)
                && !ReferenceEquals(other, factory))];
        }
    }

    public ILogger CreateLogger(string categoryName) => new ClientLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log belongs to the client.");

    public void Dispose()
    {
    }

    private ILogger Find(string category)
    {
        foreach (var known in _factories)
        {
            try
            {
                if (known.TryGetTarget(out var factory))
                {
                    return factory.CreateLogger(category);
                }
            }
            catch (Exception)
            {
                // Disposed before the credential. An earlier client may still have its log.
            }
        }

        return NullLogger.Instance;
    }

    private sealed class ClientLogger(ClientLoggerFactory owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.Find(category).BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => owner.Find(category).IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Find(category).Log(logLevel, eventId, state, exception, formatter);
    }
}
