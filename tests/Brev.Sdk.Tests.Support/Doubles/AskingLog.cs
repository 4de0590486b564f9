using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A log that asks a credential for its token whenever something is told, and keeps the answer.</summary>
internal sealed class AskingLog : ILoggerFactory, ILogger
{
    /// <summary>Who is asked; <see langword="null"/> when nobody is.</summary>
    public BrevCredential? Credential { get; set; }

    /// <summary>The token that callers had when each thing was told.</summary>
    public ConcurrentDictionary<string, string> Seen { get; } = new(StringComparer.Ordinal);

    public void Ask(string what)
    {
        // In the window the token at hand is given at once.
        if (Credential is { } credential && credential.GetTokenAsync().AsTask() is { IsCompletedSuccessfully: true } asking)
        {
            Seen[what] = asking.Result.Token;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) => Ask($"event {eventId.Id}");

    public void Dispose()
    {
    }
}
