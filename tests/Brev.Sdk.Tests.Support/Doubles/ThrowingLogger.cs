using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A logger that fails, as one does whose disk is full.</summary>
public sealed class ThrowingLogger : WatchedLog
{
    private protected override void Take(LogLevel level, int id, string text)
    {
        if (id != 0)
        {
            throw new IOException("No space left on device");
        }
    }
}
