using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Ssh.Diagnostics;

/// <summary>What sessions log, under the category <c>Brev.Sdk.Ssh</c>. Commands, paths and keys are left out: they may be secret.</summary>
internal static partial class SshLog
{
    public const string Category = "Brev.Sdk.Ssh";

    [LoggerMessage(1, LogLevel.Information, "Connected to {Machine} at {Address}; its host key is {Fingerprint}.")]
    public static partial void Connected(ILogger logger, string machine, string address, string fingerprint);

    [LoggerMessage(2, LogLevel.Information, "Kept the host key {Fingerprint} of {Machine}, which was not known before.")]
    public static partial void KeptHostKey(ILogger logger, string machine, string fingerprint);

    [LoggerMessage(3, LogLevel.Debug, "{Machine} is not reachable yet (attempt {Attempt}): {Reason}")]
    public static partial void NotYet(ILogger logger, string machine, int attempt, string reason);

    [LoggerMessage(4, LogLevel.Information, "The connection to {Machine} broke; copying goes on over a new one.")]
    public static partial void Resuming(ILogger logger, string machine);

    [LoggerMessage(5, LogLevel.Debug, "A connection through a forwarded port of {Machine} failed.")]
    public static partial void ConnectionFailed(ILogger logger, string machine, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "A forwarded port of {Machine} could not accept a connection, and goes on.")]
    public static partial void NotAccepted(ILogger logger, string machine, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "A command on {Machine} was given up{Left}")]
    public static partial void GoesOn(ILogger logger, string machine, string left);
}
