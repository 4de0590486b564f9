using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A log whose factory was disposed.</summary>
public sealed class DisposedLog : WatchedLog
{
    public int Asked { get; private set; }

    public override ILogger CreateLogger(string categoryName)
    {
        Asked++;
        throw new ObjectDisposedException(nameof(DisposedLog));
    }
}
