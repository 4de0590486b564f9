using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A log that asks a credential for its token whenever something is told, and keeps the answer.</summary>
internal sealed class AskingLog : WatchedLog
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

    private protected override void Take(LogLevel level, int id, string text)
    {
        if (id != 0)
        {
            Ask($"event {id}");
        }
    }
}
