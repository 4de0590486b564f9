using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A log of one client's own, which its loggers do not hold: not the one that is known to go nowhere.</summary>
public sealed class SilentLog : WatchedLog
{
    public override ILogger CreateLogger(string categoryName) => NullLogger.Instance;
}
